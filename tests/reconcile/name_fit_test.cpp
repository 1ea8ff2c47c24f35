// Whether two names can be one person's.
#include "reconcile/name_fit.h"

#include <gtest/gtest.h>

namespace rettesnor::reconcile {
namespace {

TEST(NamesDifferClearly, NotByOrderMiddleNamesInitialsCaseOrSpelling) {
  EXPECT_FALSE(names_differ_clearly("Anne Marie Holm", "Holm, Anne"));
  EXPECT_FALSE(names_differ_clearly("A. M. Holm", "Anne Marie Holm"));
  EXPECT_FALSE(names_differ_clearly("ÅSE BÆK", "Aase Baek"));
  EXPECT_FALSE(names_differ_clearly("Hans-Jørgen Ulstrup", "Hans Jørgen Ulstrup"));
  EXPECT_FALSE(names_differ_clearly("Chris Lund", "Christian Lund"));
  EXPECT_FALSE(names_differ_clearly("Tove Skaarup (ADM)", "Tove Skaarup"));
  EXPECT_FALSE(names_differ_clearly("Suharto", "Suharto"));
}

TEST(NamesDifferClearly, NotWhenOneSaysNothing) {
  EXPECT_FALSE(names_differ_clearly("", "Anne Holm"));
  EXPECT_FALSE(names_differ_clearly("T10018", "Anne Holm"));
  EXPECT_FALSE(names_differ_clearly("boene2", "Anne Holm"));
}

TEST(NamesDifferClearly, WhenNothingIsSharedOrAFamilyNameAlone) {
  EXPECT_TRUE(names_differ_clearly("Bodil Enevoldsen", "Karen Lystrup"));
  EXPECT_TRUE(names_differ_clearly("Lars Holm", "Lone Holm"));
  EXPECT_TRUE(names_differ_clearly("Holm, Lars", "Lone Holm", Married::maybe));
}

TEST(NamesDifferClearly, AFirstNameAloneIsEnoughOnlyForOneWhoMayHaveMarried) {
  EXPECT_TRUE(names_differ_clearly("Merete Slot", "Merete Lang"));
  EXPECT_FALSE(names_differ_clearly("Merete Slot", "Merete Lang", Married::maybe));
}

}  // namespace
}  // namespace rettesnor::reconcile
