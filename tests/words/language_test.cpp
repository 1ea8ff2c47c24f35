// What is Danish is Danish alone: no row of any catalogue holds English, and none guesses a gender.
#include <gtest/gtest.h>

#include "tests/support/language_words.h"
#include "tests/words/rows.h"
#include "words/error.h"
#include "words/findings.h"
#include "words/refusal.h"
#include "words/terms.h"
#include "words/words.h"

namespace rettesnor::words {
namespace {

TEST(Language, NoDanishRowHoldsEnglish) {
  for (const WordRow& row : every_row()) {
    if (row.name == "other_language_name") continue;  // the link to the other language
    EXPECT_EQ(test::english_in(row.danish), "") << row.name << ": " << row.danish;
  }
}

TEST(Language, NoRowGuessesAGender) {
  for (const WordRow& row : every_row()) {
    EXPECT_EQ(test::gender_in(row.danish), "") << row.name << ": " << row.danish;
    EXPECT_EQ(test::gender_in(row.english), "") << row.name << ": " << row.english;
  }
}

TEST(Language, EveryCodeOfAnErrorBecomesASentenceInBothLanguages) {
  for (const WordRow& row : all_refusals()) {
    const core::Error error =
        core::fail(core::ErrorKind::refused, core::ErrorCode{std::string(row.name)}).value();
    EXPECT_NE(sentence(error, Language::danish), row.name);
    EXPECT_NE(sentence(error, Language::english), row.name);
    EXPECT_EQ(told(core::kept(error), Language::danish), sentence(error, Language::danish));
  }
}

}  // namespace
}  // namespace rettesnor::words
