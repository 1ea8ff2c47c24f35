// Refusals by their names.
#include "words/refusal.h"

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

std::string_view name_of(Refusal why) {
  return kRefusals[static_cast<std::size_t>(why)].name;
}

std::optional<Refusal> refusal_named(std::string_view name) {
  static const std::map<std::string_view, Refusal> names = [] {
    std::map<std::string_view, Refusal> all;
    for (std::size_t i = 0; i < std::size(kRefusals); ++i) {
      all.emplace(kRefusals[i].name, Refusal(i));
    }
    return all;
  }();
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

core::ErrorCode code_of(Refusal why) {
  return {std::string(name_of(why))};
}

tl::unexpected<core::Error> refuse(core::ErrorKind kind, Refusal why, core::ErrorValues values) {
  return core::fail(kind, code_of(why), std::move(values));
}

}  // namespace rettesnor::words
