// Names of what an owner answers.
#include "core/owner_question.h"

namespace rettesnor::core {

std::string_view name_of(OwnerVerdict verdict) {
  switch (verdict) {
    case OwnerVerdict::stands:
      return "stands";
    case OwnerVerdict::close:
      return "close";
    case OwnerVerdict::unknown:
      return "unknown";
  }
  return {};
}

std::optional<OwnerVerdict> owner_verdict_named(std::string_view name) {
  for (const auto verdict : {OwnerVerdict::stands, OwnerVerdict::close, OwnerVerdict::unknown}) {
    if (name == name_of(verdict)) return verdict;
  }
  return std::nullopt;
}

}  // namespace rettesnor::core
