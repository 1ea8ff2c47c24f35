// Which attributes a row of each class may tell, what their values are, and how much hangs on them.
#pragma once

#include <cstdint>
#include <span>

#include "connectors/rows/row_text.h"
#include "core/record.h"

namespace rettesnor::connectors {

/// In the order of core::Attribute. An attribute that is not here means nothing for the class.
std::span<const core::Attribute> attributes_of(core::ObjectClass c);
bool has_meaning(core::ObjectClass c, core::Attribute attribute);

/// What is told of the person on a row of one of her capacities.
bool is_of_the_person(core::Attribute attribute);
/// Employment, mandate, engagement.
bool is_capacity(core::ObjectClass c);

enum class ValueKind : std::uint8_t {
  text,
  day,
  day_or_moment,
  moment,
  yes_no,
  whole_number,
  status,
  kind,
  vendor,
};
ValueKind value_kind(core::Attribute attribute);
bool is_date(ValueKind kind);

/// Does the attribute hold the natural id of another object?
bool names_an_object(core::Attribute attribute);
/// Names somebody or something: compared, never prose.
bool is_identity(core::Attribute attribute);
CellUse use_of(core::Attribute attribute);

/// What a value that cannot be read costs.
enum class Weight : std::uint8_t {
  beside,    ///< itself: the rest of its row is believed
  deciding,  ///< its row: who, whose, where, since when, until when, or what a rule asks for
};
Weight weight_of(core::ObjectClass c, core::Attribute attribute);

}  // namespace rettesnor::connectors
