// Lays out what each source holds.
#include "cli/output/source_table.h"

namespace rettesnor::cli {
namespace {

using core::ObjectClass;

Line unknown() {
  return line_of("–", Tone::faint);
}

bool holds(const SourceRow& row, ObjectClass c) {
  for (const store::ClassChange& change : row.classes) {
    if (change.object_class == c) return change.completeness != core::Completeness::not_read;
  }
  return false;
}

Line number_of(const Screen& screen, const SourceRow& row, ObjectClass c) {
  if (!holds(row, c)) return unknown();
  std::int64_t seen = 0;
  for (const store::ClassChange& change : row.classes) {
    if (change.object_class == c) seen = change.seen;
  }
  return line_of(screen.number(seen));
}

}  // namespace

Table source_table(const Screen& screen, const std::vector<SourceRow>& rows) {
  const auto number = [&](Word title) { return Column{screen.text(title), Align::right}; };
  Table table({{.title = screen.text(Word::sync_column_source), .narrow = Narrow::cut, .least = 10},
               number(Word::col_people),
               number(Word::col_accounts),
               number(Word::col_rights),
               number(Word::sync_column_grants),
               {.title = screen.text(Word::col_state), .narrow = Narrow::wrap, .least = 10}});
  for (const SourceRow& row : rows) {
    table.add(
        {foreign(row.name, Tone::strong), number_of(screen, row, ObjectClass::person),
         number_of(screen, row, ObjectClass::account),
         number_of(screen, row, ObjectClass::entitlement),
         holds(row, ObjectClass::entitlement) ? line_of(screen.number(row.members)) : unknown(),
         row.outcome});
  }
  return table;
}

}  // namespace rettesnor::cli
