// References found by what their spellings have in common, and written as the object's own key.
#include "connectors/rows/row_assembly.h"

namespace rettesnor::connectors {

using core::Attribute;
using core::ObjectClass;

RowAssembly::Reference RowAssembly::find(ObjectClass c, std::string_view reference) {
  const std::string_view common = folded(reference);
  if (const auto found = index_of(c).find(common)) return {Target::known, *found};
  const SetAside& aside = set_aside_of(c);
  const bool held = !aside.empty() && aside.find(common) != aside.end();
  return {held ? Target::set_aside : Target::unknown, 0};
}

RowAssembly::Reference RowAssembly::resolve(const TableRow& row, Attribute attribute, ObjectClass c,
                                            std::string_view reference) {
  const Reference found = find(c, reference);
  if (found.target != Target::known) return found;
  const std::string_view meant = natural_id(c, found.at);
  if (meant == reference) return found;
  FoldedUse& use = folded_uses_[{row.table, attribute}];
  if (use.count++ == 0) {
    use.place = row.place();
    use.written = reference;
    use.meant = meant;
  }
  return found;
}

std::optional<ObjectClass> RowAssembly::class_named_by(Attribute attribute) {
  switch (attribute) {
    case Attribute::person:
    case Attribute::deputy_for:
      return ObjectClass::person;
    case Attribute::unit:
    case Attribute::parent:
      return ObjectClass::unit;
    case Attribute::manager:
      return ObjectClass::account;
    default:
      return std::nullopt;
  }
}

std::string_view RowAssembly::resolved(const TableRow& row, core::Fact fact) {
  const auto c = class_named_by(fact.attribute);
  if (!c) return fact.value;
  const Reference found = resolve(row, fact.attribute, *c, fact.value);
  return found.target == Target::known ? natural_id(*c, found.at) : fact.value;
}

}  // namespace rettesnor::connectors
