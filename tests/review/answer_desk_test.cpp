// Answers that arrive together are kept together, and each has its own outcome.
#include "review/answers/answer_desk.h"
#include "review/answers/answers.h"
#include "review/organisation/persons.h"

#include <thread>

#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

GivenAnswer given_about(int campaign, const std::string& right, const std::string& key) {
  GivenAnswer given;
  given.campaign = core::CampaignId(campaign);
  given.subject = key_of("ada");
  given.entitlement = right;
  given.idempotency_key = key;
  return given;
}

TEST(AnswerDesk, TakesTogetherWhatCannotGetInEachOthersWay) {
  Stage stage(small_town());
  const Authority who = must(organisation::authority(stage.review().look(), key_of("lea")));
  const std::vector<GivenAnswer> given{given_about(1, "K:G", "one"), given_about(1, "K:G", "two"),
                                       given_about(2, "K:H", "three"), given_about(1, "K:H", "one"),
                                       given_about(1, "K:I", "four")};
  std::vector<std::unique_ptr<WaitingAnswer>> waiting;
  AnswerDesk desk;
  for (const GivenAnswer& one : given) {
    waiting.push_back(std::unique_ptr<WaitingAnswer>(new WaitingAnswer{who, one, kMonday, {}}));
    desk.put(*waiting.back());
  }
  const auto keys = [&](std::size_t most) {
    std::string all;
    for (const WaitingAnswer* one : desk.take(most)) {
      all += one->given.entitlement + "/" + one->given.idempotency_key + " ";
    }
    return all;
  };
  EXPECT_EQ(keys(9), "K:G/one K:I/four ");
  EXPECT_EQ(keys(1), "K:G/two ");
  EXPECT_EQ(keys(9), "K:H/three ");
  EXPECT_EQ(keys(9), "K:H/one ");
  EXPECT_EQ(keys(9), "");
}

TEST(AnswerDesk, AmongManyAtOnceWhatIsWrongIsRefusedAndTheRestIsKept) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  const Authority who = must(organisation::authority(stage.review().look(), key_of("lea")));
  std::vector<GivenAnswer> given{
      stage.given("lea", campaign, "ada", "K:G", Answer::dont_know),
      stage.given("lea", campaign, "ada", "K:H", Answer::dont_know),
  };
  GivenAnswer stale = given[0];
  stale.idempotency_key += "-stale";
  stale.expected_version = 7;
  given.push_back(stale);
  GivenAnswer reused = given[1];
  reused.comment = "the same key, another answer";
  given.push_back(reused);
  std::vector<std::thread> threads;
  std::vector<std::optional<core::Result<core::Decision>>> outcomes(given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    threads.emplace_back(
        [&, i] { outcomes[i] = answers::give(stage.review(), who, given[i], kMonday); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(*outcomes[0]);
  ASSERT_FALSE(*outcomes[2]);
  EXPECT_EQ(outcomes[2]->error().kind, ErrorKind::conflict);
  EXPECT_NE(outcomes[1]->has_value(), outcomes[3]->has_value()) << "one key, one answer";
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 2U);
}

}  // namespace
}  // namespace rettesnor::review
