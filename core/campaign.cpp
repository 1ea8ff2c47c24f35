// The words by which answers are kept and sent.
#include "core/campaign.h"

#include <array>
#include <utility>

namespace rettesnor::core {
namespace {

constexpr std::array<std::pair<Answer, std::string_view>, 6> kAnswers = {
    {{Answer::keep, "keep"},
     {Answer::remove, "remove"},
     {Answer::keep_until, "keep_until"},
     {Answer::reduce, "reduce"},
     {Answer::not_mine, "not_mine"},
     {Answer::dont_know, "dont_know"}}};

}  // namespace

std::string_view name_of(Answer answer) {
  for (const auto& [value, name] : kAnswers) {
    if (value == answer) return name;
  }
  return {};
}

std::optional<Answer> answer_named(std::string_view name) {
  for (const auto& [value, own] : kAnswers) {
    if (own == name) return value;
  }
  return std::nullopt;
}

std::string_view name_of(Seat seat) {
  return seat == Seat::first ? "first" : "second";
}

}  // namespace rettesnor::core
