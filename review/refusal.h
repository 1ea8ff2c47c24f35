// Why something was not done, in the words of the house's catalogue.
#pragma once

#include "words/refusal.h"

namespace rettesnor::review {

using words::Refusal;
using words::refuse;

}  // namespace rettesnor::review
