// Fills the placeholders of both sentences of a refusal.
#include "review/refusal.h"

namespace rettesnor::review {
namespace {

struct Sentences {
  std::string_view danish;
  std::string_view english;
};

constexpr Sentences kSentences[] = {
#define REFUSAL(name, danish, english) {danish, english},
#include "review/refusals.inc"
#undef REFUSAL
};

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

}  // namespace

tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why,
                                   const std::map<std::string, std::string>& values) {
  const Sentences& both = kSentences[static_cast<std::size_t>(why)];
  return tl::unexpected(
      core::Error{kind, filled(both.english, values), filled(both.danish, values)});
}

}  // namespace rettesnor::review
