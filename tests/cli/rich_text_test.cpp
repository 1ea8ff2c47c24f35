// Text and tables in a terminal.
#include <gtest/gtest.h>

#include "cli/output/rich_text.h"
#include "cli/output/table.h"
#include "core/text.h"

namespace rettesnor::cli {
namespace {

std::vector<std::string> plain(const std::vector<Line>& lines) {
  std::vector<std::string> out;
  for (const Line& line : lines) out.push_back(render(line, Palette::none));
  return out;
}

TEST(Wrap, BreaksBetweenWordsAndDropsTheSpaceThere) {
  EXPECT_EQ(plain(wrap(line_of("æble og ørred på åen"), 10)),
            (std::vector<std::string>{"æble og", "ørred på", "åen"}));
}

TEST(Wrap, AWordWiderThanTheLineIsBrokenInside) {
  EXPECT_EQ(plain(wrap(line_of("aa bbbbbbbb c"), 4)),
            (std::vector<std::string>{"aa", "bbbb", "bbbb", "c"}));
}

TEST(Wrap, NoLineIsEverWiderThanAsked) {
  const std::string text = "Sørensen 山田太郎 har ÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅ adgang";
  for (std::size_t width = 2; width < 40; ++width) {
    for (const Line& line : wrap(line_of(text), width)) EXPECT_LE(columns(line), width);
  }
}

TEST(Wrap, KeepsEveryLetterAndItsTone) {
  const Line line = {{"kritisk ", Tone::critical}, {"fund her", Tone::plain}};
  std::string joined;
  for (const Line& piece : wrap(line, 8)) joined += render(piece, Palette::none) + " ";
  EXPECT_EQ(joined, "kritisk fund her ");
  EXPECT_EQ(wrap(line, 8).front().front().tone, Tone::critical);
}

TEST(Cut, EndsInAnEllipsisAndFits) {
  EXPECT_EQ(render(cut(line_of("Hjemmepleje Nord"), 10), Palette::none), "Hjemmeple…");
  EXPECT_EQ(render(cut(line_of("山田太郎"), 6), Palette::none), "山田…");
  EXPECT_EQ(render(cut(line_of("kort"), 4), Palette::none), "kort");
}

TEST(Render, ColoursOnlyWithAPalette) {
  EXPECT_EQ(render(line_of("fejl", Tone::critical), Palette::none), "fejl");
  EXPECT_EQ(render(line_of("fejl", Tone::critical), Palette::ansi), "\x1b[1;31mfejl\x1b[0m");
  EXPECT_EQ(render(line_of("fejl"), Palette::ansi), "fejl");
}

TEST(Table, ColumnsStandUnderEachOtherWhateverTheLetters) {
  Table table({{"Navn"}, {.title = "Antal", .align = Align::right}});
  table.add({line_of("Åse Bæk"), line_of("6.000")});
  table.add({line_of("山田"), line_of("7")});
  EXPECT_EQ(plain(table.lay_out(80)), (std::vector<std::string>{
                                          "Navn     Antal",
                                          "Åse Bæk  6.000",
                                          "山田         7",
                                      }));
}

TEST(Table, NeverWiderThanTheScreen) {
  Table table({{"Kilde"},
               {.title = "Hvad", .narrow = Narrow::cut},
               {.title = "Hvorfor", .narrow = Narrow::wrap, .least = 10}});
  table.add({line_of("kataloget"), line_of(std::string(200, 'x')),
             line_of("en meget lang forklaring med mange små ord, æ, ø og å, som skal brydes")});
  for (const std::size_t width : {40U, 60U, 80U, 120U}) {
    for (const Line& line : table.lay_out(width)) EXPECT_LE(columns(line), width);
  }
}

TEST(Table, TearsNoWordWhileAnotherColumnCanGiveWay) {
  Table table({{.title = "A", .narrow = Narrow::wrap, .least = 4},
               {.title = "B", .narrow = Narrow::wrap, .least = 4}});
  table.add({line_of("Kataloget:G_Omraade"), line_of("et eller andet der er langt")});
  for (const std::size_t width : {44U, 36U, 30U}) {
    const std::vector<Line> lines = table.lay_out(width);
    EXPECT_EQ(lines[1].front().text.substr(0, 19), "Kataloget:G_Omraade") << width;
  }
}

TEST(Table, WithoutATerminalNothingIsCutAndItIsStillAligned) {
  Table table({{.title = "A", .narrow = Narrow::cut}, {"B"}});
  table.add({line_of(std::string(120, 'x')), line_of("y")});
  table.add({line_of("x"), line_of("y")});
  const auto lines = plain(table.lay_out(std::nullopt));
  EXPECT_EQ(lines[1], std::string(120, 'x') + "  y");
  EXPECT_EQ(lines[2].size(), lines[1].size());
}

TEST(Table, NothingStandsBehindTheLastWord) {
  Table table({{"A"}, {"B"}});
  table.add({line_of("x"), line_of("")});
  EXPECT_EQ(plain(table.lay_out(80))[1], "x");
}

}  // namespace
}  // namespace rettesnor::cli
