// Fills the placeholders of a catalogue's sentence.
#include "review/sentence.h"

namespace rettesnor::review {

std::string filled(std::string_view sentence, const std::map<std::string, std::string>& values) {
  std::string out;
  while (!sentence.empty()) {
    const auto open = sentence.find('{');
    const auto close = sentence.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += sentence.substr(0, open);
    const auto value = values.find(std::string(sentence.substr(open + 1, close - open - 1)));
    if (value != values.end()) out += value->second;
    sentence.remove_prefix(close + 1);
  }
  return out += sentence;
}

}  // namespace rettesnor::review
