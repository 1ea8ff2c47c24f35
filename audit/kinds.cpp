// The kinds of events that the product writes: one table, audit/kinds.inc.
#include "audit/kinds.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "audit/event.h"

namespace rettesnor::audit {
namespace {

constexpr KindRow kRows[] = {
#define KIND(name, readers, facts, danish, english) \
  {Kind::name, #name, Readers::readers, facts, danish, english},
#include "audit/kinds.inc"
#undef KIND
};

// Whichever kind it is: where it came from (store/log/event_origin).
constexpr std::array<std::string_view, 3> kOfEveryKind = {"via", "os_user", "os_login"};

/// One name of a row's facts.
struct ListedFact {
  std::string_view name;
  enum class There { always, maybe } there;

  bool is(std::string_view fact) const {
    if (!name.ends_with('#')) return fact == name;
    const std::string_view begin = name.substr(0, name.size() - 1);
    return fact.starts_with(begin) && fact.size() > begin.size() &&
           std::all_of(fact.begin() + static_cast<std::ptrdiff_t>(begin.size()), fact.end(),
                       [](unsigned char c) { return std::isdigit(c) != 0; });
  }
};

std::vector<ListedFact> facts_of(const KindRow& row) {
  std::vector<ListedFact> listed;
  std::string_view left = row.facts;
  while (!left.empty()) {
    std::string_view word = left.substr(0, left.find(' '));
    left.remove_prefix(std::min(left.size(), word.size() + 1));
    const bool maybe = word.ends_with('?');
    if (maybe) word.remove_suffix(1);
    listed.push_back({word, maybe ? ListedFact::There::maybe : ListedFact::There::always});
  }
  return listed;
}

}  // namespace

std::span<const KindRow> kinds() {
  return kRows;
}

const KindRow& row_of(Kind kind) {
  return kRows[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Kind kind) {
  return row_of(kind).name;
}

std::optional<Kind> kind_named(std::string_view name) {
  for (const KindRow& row : kRows) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

FactsAmiss facts_amiss(const Event& event) {
  const std::vector<ListedFact> listed = facts_of(row_of(event.kind));
  FactsAmiss amiss;
  for (const auto& told : event.facts) {
    const std::string& fact = told.first;
    const bool is_listed =
        std::ranges::any_of(listed, [&](const ListedFact& one) { return one.is(fact); }) ||
        std::ranges::find(kOfEveryKind, fact) != kOfEveryKind.end();
    if (!is_listed) amiss.unlisted.push_back(fact);
  }
  for (const ListedFact& one : listed) {
    if (one.there == ListedFact::There::maybe) continue;
    if (!event.facts.contains(std::string(one.name))) amiss.missing.emplace_back(one.name);
  }
  return amiss;
}

}  // namespace rettesnor::audit
