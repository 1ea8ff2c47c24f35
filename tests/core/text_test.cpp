// Text: who is the same by spelling, who only looks alike, and what never reaches a terminal raw.
#include "core/text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace rettesnor::core {
namespace {

TEST(Text, ComposedAndDecomposedAndUpperCaseFoldAlike) {
  EXPECT_EQ(fold("Åse Bæk"), fold("A\xCC\x8Ase Bæk"));
  EXPECT_EQ(fold("Åse Bæk"), fold("ÅSE BÆK"));
  EXPECT_EQ(fold("ABC"), "abc");
}

TEST(Text, AaIsNotÅ) {
  EXPECT_NE(fold("Aase Bæk"), fold("Åse Bæk"));
}

TEST(Text, LooselyAlikeOnlyAsksAHuman) {
  EXPECT_NE(fold("Mette Sørensen"), fold("Mette Sörensen"));
  EXPECT_EQ(fold_loosely("Mette Sørensen"), fold_loosely("Mette Sörensen"));
  EXPECT_EQ(fold_loosely("Åse"), fold_loosely("Aase"));
  EXPECT_EQ(fold_loosely("O'Brien-Ølgaard"), fold_loosely("OBrien Oelgaard"));
  EXPECT_NE(fold_loosely("Holm"), fold_loosely("Holst"));
}

TEST(Text, PlainAsciiTakesAShorterWayToTheSameLooseForm) {
  for (int c = 0; c < 128; ++c) {
    const std::string text = std::string("A") + static_cast<char>(c) + static_cast<char>(c) + "b";
    EXPECT_EQ(fold_loosely(text + "\u00e6"), fold_loosely(text) + "ae") << c;
  }
}

TEST(Text, BlankIsNothingButSpacesTabsAndLineEnds) {
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \t\r\n"));
  EXPECT_FALSE(is_blank(" x "));
  EXPECT_FALSE(is_blank(std::string_view("\0", 1)));
}

TEST(Text, AsciiLowerLeavesEveryOtherLetterAlone) {
  EXPECT_EQ(lower_ascii("Content-TYPE @[Åz"), "content-type @[Åz");
}

TEST(Text, ControlAndBidiCharactersBecomeVisible) {
  EXPECT_EQ(printable("a\x1B[31mb"), "a\\u{1b}[31mb");
  EXPECT_EQ(printable("abc\xE2\x80\xAEgnp.exe"), "abc\\u{202e}gnp.exe");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\u{0}b");
  EXPECT_EQ(printable("line\nforged"), "line\\u{a}forged");
  EXPECT_EQ(printable("Bæk"), "Bæk");
  EXPECT_EQ(printable("abcdef", 3), "abc…");
}

TEST(Text, PrintableNeverHoldsAControlCharacter) {
  rc::check([](const std::string& bytes) {
    for (const char c : printable(bytes, 10'000)) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20);
    RC_ASSERT(is_valid_utf8(printable(bytes, 10'000)));
  });
}

TEST(Text, InvalidBytesAreReplacedNotKept) {
  EXPECT_FALSE(is_valid_utf8("S\xF8ren"));
  EXPECT_TRUE(is_valid_utf8(to_valid_utf8("S\xF8ren")));
  EXPECT_TRUE(is_valid_utf8("Søren"));
}

TEST(Text, DanishOrderPutsÆØÅLastAndAaWithÅ) {
  EXPECT_TRUE(compare_danish("Zenia", "Ærø") < 0);
  EXPECT_TRUE(compare_danish("Ærø", "Ølgod") < 0);
  EXPECT_TRUE(compare_danish("Ølgod", "Århus") < 0);
  EXPECT_TRUE(compare_danish("Ølgod", "Aarhus") < 0);
  EXPECT_TRUE(compare_danish("Bo", "Bo") == 0);
}

TEST(Text, WidthCountsColumnsNotBytes) {
  EXPECT_EQ(terminal_width("Bæk"), 3u);
  EXPECT_EQ(terminal_width("A\xCC\x8A"), 1u);
  EXPECT_EQ(terminal_width("漢"), 2u);
}

TEST(Trimmed, TakesBlanksAtBothEndsAndLineEnds) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \n"), "");
  EXPECT_EQ(without_outer_spaces("  a\t "), "a\t");
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \t\r\n"));
  EXPECT_FALSE(is_blank(" . "));
}

TEST(LowerAscii, LeavesEverythingBeyondAsciiAsItIs) {
  EXPECT_EQ(lower_ascii("AZ az 09 ÆØÅ"), "az az 09 ÆØÅ");
  EXPECT_TRUE(is_ascii("a~"));
  EXPECT_FALSE(is_ascii("å"));
  EXPECT_TRUE(is_letter_or_digit('Z') && is_letter_or_digit('0') && !is_letter_or_digit('_'));
}

TEST(LoopbackLiteral, IsAnAddressAndNeverAName) {
  EXPECT_TRUE(is_loopback_literal("127.0.0.1") && is_loopback_literal("[::1]"));
  for (const char* host : {"localhost", "127.0.0.1.evil.dk", "127.evil.dk", ""}) {
    EXPECT_FALSE(is_loopback_literal(host)) << host;
  }
}

}  // namespace
}  // namespace rettesnor::core
