// The rows of the findings catalogue, as they are written down; shown by finding_words.cpp.
#pragma once

#include <span>

#include "reconcile/finding_words.h"

namespace rettesnor::reconcile {

/// Ordered by number, 1 to 85. In a sentence
///   `{d}`              is the value of d, or "?" when there is none;
///   `{n|dag|dage}`     is the first word when n is 1, else the second;
///   `{p's}`            is the value in the genitive: "Mette Holms", "Jens'", "Mette Holm's";
///   `{?d}`             is nothing, and asks for a value of d;
///   `[{d} …|… {e}|…]`  is the first part of which every value is there, or nothing.
std::span<const FindingWords> finding_sentences();

}  // namespace rettesnor::reconcile
