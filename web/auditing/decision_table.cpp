// Every answer of a campaign as a table for a spreadsheet.
#include "web/auditing/pages_auditor.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {

TableFile decisions_table(const Frame& frame, const core::Campaign& campaign,
                          const std::vector<review::DecisionLine>& lines) {
  const auto word = [&](Word each) { return say(frame.language, each); };
  TableFile table;
  table.name = word(Word::decisions);
  table.head = {word(Word::col_name),      word(Word::col_when),    word(Word::col_person),
                word(Word::col_unit),      word(Word::col_right),   word(Word::col_answer),
                word(Word::col_until),     word(Word::col_comment), word(Word::col_by),
                word(Word::col_on_behalf), word(Word::col_manner),  word(Word::col_version),
                word(Word::col_counts)};
  table.rows = lines.size();
  table.row = [&frame, &campaign, &lines](std::size_t at) {
    return decision_cells(frame, campaign, lines[at]);
  };
  return table;
}

std::vector<std::string> decision_cells(const Frame& frame, const core::Campaign& campaign,
                                        const review::DecisionLine& line) {
  const core::Decision& decision = line.decision;
  const bool bulk = decision.manner == core::Decision::Manner::bulk;
  return {campaign.name,
          show_moment(frame, decision.decided_at),
          line.subject.name,
          line.subject.unit,
          line.entitlement_ref,
          answer_words(frame.language, decision),
          decision.until ? core::show(*decision.until) : "",
          decision.comment,
          line.decided_by_name,
          line.on_behalf_of_name,
          say(frame.language, bulk ? Word::manner_bulk : Word::manner_single),
          std::to_string(decision.version),
          say(frame.language, line.newest ? Word::yes : Word::no)};
}

std::string decisions_csv(const Frame& frame, const core::Campaign& campaign,
                          const std::vector<review::DecisionLine>& lines) {
  return csv_of(decisions_table(frame, campaign, lines));
}

}  // namespace rettesnor::web
