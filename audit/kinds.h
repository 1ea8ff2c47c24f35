// The kinds of events that the product writes: one table, audit/kinds.inc.
//
// The log page, the table in docs/formats.md and the check of what is written come from it. A log
// that a newer program wrote may hold kinds that are not here: what is read has its kind as text.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rettesnor::audit {

struct Event;

enum class Kind : std::uint8_t {
#define KIND(name, readers, facts, danish, english) name,
#include "audit/kinds.inc"
#undef KIND
};

/// Auditors and the security lead read every event.
enum class Readers : std::uint8_t {
  auditors,
  auditors_and_person,  ///< whom it is about sees it, too
};

struct KindRow {
  Kind kind;
  std::string_view name;  ///< as it stands in the log; [a-z_]
  Readers readers;
  std::string_view facts;  ///< names and marks as in audit/kinds.inc
  std::string_view danish;
  std::string_view english;
};
std::span<const KindRow> kinds();  ///< in the order of the enum
const KindRow& row_of(Kind kind);
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

/// How an event's facts differ from its row; both empty when they are exactly what it lists.
struct FactsAmiss {
  std::vector<std::string> unlisted;
  std::vector<std::string> missing;
};
FactsAmiss facts_amiss(const Event& event);

}  // namespace rettesnor::audit
