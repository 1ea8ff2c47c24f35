// A town in which everything is wrong at once: each check of the table has something to say.
#pragma once

#include "tests/support/town_builder.h"

namespace rettesnor::test {

Town troubled_town();

}  // namespace rettesnor::test
