// Fills the placeholders of both sentences of a refusal.
#include "review/refusal.h"

#include "review/sentence.h"

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

}  // namespace

tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why,
                                   const std::map<std::string, std::string>& values) {
  const Sentences& both = kSentences[static_cast<std::size_t>(why)];
  return tl::unexpected(
      core::Error{kind, filled(both.english, values), filled(both.danish, values)});
}

}  // namespace rettesnor::review
