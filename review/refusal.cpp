// Fills the placeholders of both sentences of a refusal.
#include "review/refusal.h"

#include "review/sentence.h"

namespace rettesnor::review {
namespace {

struct RefusalSentences {
  std::string_view danish;
  std::string_view english;
};

constexpr RefusalSentences kRefusalSentences[] = {
#define REFUSAL(name, danish, english) {danish, english},
#include "review/refusals.inc"
#undef REFUSAL
};

}  // namespace

tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why,
                                   const std::map<std::string, std::string>& values) {
  const RefusalSentences& both = kRefusalSentences[static_cast<std::size_t>(why)];
  return tl::unexpected(
      core::Error{kind, filled(both.english, values), filled(both.danish, values)});
}

}  // namespace rettesnor::review
