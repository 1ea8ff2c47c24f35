// Fills the placeholders of both sentences of a refusal.
#include "words/refusal.h"

#include <optional>

#include "words/fill.h"
#include "words/terms.h"

namespace rettesnor::words {
namespace {

constexpr WordRow kRefusals[] = {
#define REFUSAL(name, danish, english) {#name, danish, english},
#include "words/refusals.inc"
#undef REFUSAL
};

}  // namespace

std::span<const WordRow> all_refusals() {
  return kRefusals;
}

tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why,
                                   const std::map<std::string, std::string>& values) {
  const WordRow& both = kRefusals[static_cast<std::size_t>(why)];
  const auto said = [&](Language language) {
    return fill(both.in(language), language,
                [&](std::string_view name) -> std::optional<std::string> {
                  const auto found = values.find(std::string(name));
                  if (found == values.end()) return std::nullopt;
                  const auto known = term(name, found->second, language);
                  return std::string(known.value_or(found->second));
                });
  };
  return tl::unexpected(core::Error{kind, said(Language::english), said(Language::danish)});
}

}  // namespace rettesnor::words
