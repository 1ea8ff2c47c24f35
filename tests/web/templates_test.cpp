// What holds for every template and every page whatever its view.
#include <gtest/gtest.h>

#include <regex>

#include "tests/web/sample_views.h"
#include "web/parts/render.h"

namespace rettesnor::web {
namespace {

using test::Flavour;

struct Each {
  Language language;
  Flavour flavour;
  test::SamplePage page;
};

std::vector<Each> all_pages() {
  std::vector<Each> all;
  for (const Language language : {Language::danish, Language::english}) {
    for (const Flavour flavour : {Flavour::full, Flavour::minimal, Flavour::hostile}) {
      for (test::SamplePage& page : test::sample_pages(language, flavour)) {
        all.push_back({language, flavour, std::move(page)});
      }
    }
  }
  return all;
}

TEST(Templates, AskForNothingThatTheirViewDoesNotHold) {
  for (const Each& each : all_pages()) {
    EXPECT_EQ(each.page.html.find("⟦"), std::string::npos)
        << each.page.name << ": "
        << each.page.html.substr(std::min(each.page.html.find("⟦"), each.page.html.size()), 60);
  }
}

TEST(Templates, LetNoTextFromOutsideBecomeMarkup) {
  for (const Each& each : all_pages()) {
    const std::string& html = each.page.html;
    EXPECT_EQ(html.find("<img src=x"), std::string::npos) << each.page.name;
    EXPECT_EQ(html.find("<script>alert"), std::string::npos) << each.page.name;
    EXPECT_EQ(html.find("' onmouseover='"), std::string::npos) << each.page.name;
    EXPECT_EQ(html.find("href=\"javascript:"), std::string::npos) << each.page.name;
    EXPECT_EQ(html.find("action=\"javascript:"), std::string::npos) << each.page.name;
  }
}

TEST(Templates, HoldNoInlineStyleOrScript) {
  const std::regex inline_code(
      R"(<style|\sstyle=|<[a-z][^>]*\son[a-z]+=|<script(?! src="/static/))");
  for (const Each& each : all_pages()) {
    // A value that holds such words is quoted; the expression looks at tags only.
    if (each.flavour == Flavour::hostile) continue;
    EXPECT_FALSE(std::regex_search(each.page.html, inline_code)) << each.page.name;
  }
}

TEST(Templates, ShowBidiControlsAsTheyAreSpelt) {
  for (const Each& each : all_pages()) {
    // Only the value of a hidden field, which a form sends back, keeps every byte.
    std::string shown = each.page.html;
    for (const std::string attribute : {"value=\"", "href=\""}) {
      for (std::size_t at = 0; (at = shown.find(attribute, at)) != std::string::npos;) {
        shown.erase(at, shown.find('"', at + attribute.size()) + 1 - at);
      }
    }
    EXPECT_EQ(shown.find("\u202E"), std::string::npos) << each.page.name;
    EXPECT_EQ(shown.find('\0'), std::string::npos) << each.page.name;
  }
}

TEST(Templates, GiveEveryPostFormItsToken) {
  for (const Each& each : all_pages()) {
    std::size_t posts = 0;
    std::size_t tokens = 0;
    for (std::size_t at = 0; (at = each.page.html.find("method=\"post\"", at)) != std::string::npos;
         ++at) {
      ++posts;
      const std::string inside = each.page.html.substr(at, each.page.html.find("</form>", at) - at);
      if (inside.find("name=\"csrf\"") != std::string::npos) ++tokens;
    }
    EXPECT_EQ(posts, tokens) << each.page.name;
  }
}

TEST(Templates, AreNamedByWhatIsAskedFor) {
  const std::string empty = render("error", View{}, Language::danish);
  for (const char* key : {"⟦heading⟧", "⟦message⟧", "⟦what_next⟧", "⟦status⟧"}) {
    EXPECT_NE(empty.find(key), std::string::npos) << key;
  }
  EXPECT_NE(render("no_such_template", View{}, Language::danish).find("⟦"), std::string::npos);
}

}  // namespace
}  // namespace rettesnor::web
