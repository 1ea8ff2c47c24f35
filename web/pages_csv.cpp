// Tables as CSV, with nothing in them that a spreadsheet would run.
#include "core/text.h"
#include "web/pages_auditor.h"
#include "web/pages_parts.h"

namespace rettesnor::web {
namespace {

/// RFC 4180 quoting; a leading apostrophe where a program would see a formula, looking also behind
/// spaces, which some programs skip.
std::string cell(std::string_view foreign) {
  std::string text = core::to_valid_utf8(foreign);
  std::erase(text, '\0');
  const std::size_t first = text.find_first_not_of(' ');
  if (first != std::string::npos &&
      std::string_view("=+-@\t\r\n").find(text[first]) != std::string_view::npos) {
    text.insert(0, 1, '\'');
  }
  // Full-width signs are taken for the plain ones by some programs.
  for (const std::string_view sign : {"＝", "＋", "－", "＠"}) {
    if (text.starts_with(sign)) text.insert(0, 1, '\'');
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out += '"';
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& each : cells) {
    if (!out.empty()) out += ';';
    out += cell(each);
  }
  return out += "\r\n";
}

}  // namespace

std::string csv_of(const TableFile& table) {
  std::string out = "\xEF\xBB\xBF" + line_of(table.head);
  for (std::size_t i = 0; i < table.rows; ++i) out += line_of(table.row(i));
  return out;
}

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
