// All rows of all catalogues, and what a sentence asks for: what several tests of words look at.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "words/findings.h"
#include "words/refusal.h"
#include "words/terms.h"
#include "words/words.h"

namespace rettesnor::words {

/// Every row that anybody may read, whatever catalogue it stands in.
inline std::vector<WordRow> every_row() {
  std::vector<WordRow> all;
  for (const WordRow& row : all_words()) {
    if (row.name != "nothing") all.push_back(row);
  }
  all.insert(all.end(), all_refusals().begin(), all_refusals().end());
  for (const FindingWords& row : all_finding_words()) {
    all.push_back({row.code, row.danish, row.english});
    all.push_back({row.code, row.danish_title, row.english_title});
  }
  for (const Term& row : all_terms()) all.push_back({row.value, row.danish, row.english});
  return all;
}

/// The values that a sentence asks for.
inline std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> found;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return {"unclosed"};
    std::string_view name = text.substr(open + 1, close - open - 1);
    if (name.starts_with('?')) name.remove_prefix(1);
    found.emplace(name.substr(0, name.find_first_of("|'")));
  }
  return found;
}

}  // namespace rettesnor::words
