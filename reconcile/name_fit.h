// Whether two names can be one person's.
#pragma once

#include <string_view>

namespace rettesnor::reconcile {

/// True only when both say who somebody is and no reading of one gives the other: compared folded
/// loosely and word by word, in any order, with middle names left out, initials for words, short
/// forms of at least three letters, and what stands in brackets left out. Two names that share
/// nothing but a family name are different people's, two that share the first name alone may be
/// one's who married: these differ too, unless `may_have_married`. A name of one word fits where
/// that word does.
enum class Married : bool { no, maybe };
bool names_differ_clearly(std::string_view a, std::string_view b, Married married = Married::no);

}  // namespace rettesnor::reconcile
