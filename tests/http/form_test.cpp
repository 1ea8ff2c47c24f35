// What a form may hold, and how it is read.
#include "http/form.h"

#include <gtest/gtest.h>

namespace rettesnor::http {
namespace {

TEST(Form, ReadsFieldsInTheirOrder) {
  const auto form = Form::parse("row=b%7C1&a=S%C3%B8ren+N&row=c&empty=&bare");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->get("a"), "Søren N");
  EXPECT_EQ(form->all("row"), (std::vector<std::string>{"b|1", "c"}));
  EXPECT_EQ(form->get("empty"), "");
  EXPECT_EQ(form->get("missing"), "");
}

TEST(Form, APercentWithoutTwoDigitsStandsForItself) {
  EXPECT_EQ(Form::parse("a=100%&b=%zz&c=%4")->get("a"), "100%");
  EXPECT_EQ(Form::parse("b=%zz")->get("b"), "%zz");
  EXPECT_EQ(Form::parse("c=%4")->get("c"), "%4");
}

TEST(Form, RefusesWhatIsNoText) {
  EXPECT_FALSE(Form::parse("a=%FF"));
  EXPECT_FALSE(Form::parse("a=%00"));
  EXPECT_FALSE(Form::parse("%C3=1"));
}

TEST(Form, TakesTenThousandFieldsAndNoMore) {
  std::string text;
  for (std::size_t i = 0; i < kMostFields; ++i) text += "row=x&";
  ASSERT_TRUE(Form::parse(text));
  EXPECT_EQ(Form::parse(text)->all("row").size(), kMostFields);
  EXPECT_FALSE(Form::parse(text + "row=x"));
}

TEST(Form, AWholeNumberIsDigitsAlone) {
  EXPECT_EQ(whole_number("0"), 0);
  EXPECT_EQ(whole_number("999999999999999999"), 999999999999999999);
  for (const char* text : {"", "-1", "+1", " 1", "1 ", "0x1", "1.0", "9999999999999999999"}) {
    EXPECT_FALSE(whole_number(text)) << text;
  }
}

}  // namespace
}  // namespace rettesnor::http
