// The bytes of an event, and that no change of a log goes unseen.
#include "audit/event.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/digest.h"

namespace rettesnor::audit {
namespace {

const core::Timestamp kAt = *core::parse_timestamp("2026-11-02T07:00:00Z");

std::vector<core::LoggedEvent> log_of(int length) {
  std::vector<core::LoggedEvent> log;
  std::string head = chain_begin();
  for (int i = 1; i <= length; ++i) {
    core::LoggedEvent event{i, kAt + std::chrono::minutes(i), "decision", "HR/lea", {}, {}};
    event.bytes =
        canonical_bytes({event.kind, event.actor, {{"n", std::to_string(i)}}}, i, event.at);
    event.hash = head = chained_hash(head, event.bytes);
    log.push_back(event);
  }
  return log;
}

/// 0 when all is well.
std::int64_t first_unsound(const std::vector<core::LoggedEvent>& log) {
  ChainCheck check;
  for (const core::LoggedEvent& event : log) {
    if (const auto at = check.take(event)) return *at;
  }
  return 0;
}

/// What somebody could do who can write the file and compute hashes, from `from` on.
void hash_again(std::vector<core::LoggedEvent>& log, std::size_t from) {
  for (std::size_t i = from; i < log.size(); ++i) {
    log[i].hash = chained_hash(i == 0 ? chain_begin() : log[i - 1].hash, log[i].bytes);
  }
}

TEST(Event, TheBytesAreTheSameForEver) {
  const RecordedEvent event{"decision", "HR/lea", {{"subject", "HR/åse"}, {"answer", "keep"}}};
  EXPECT_EQ(canonical_bytes(event, 7, kAt),
            "{\"actor\":\"HR/lea\",\"at\":\"2026-11-02T07:00:00Z\",\"facts\":{\"answer\":\"keep\","
            "\"subject\":\"HR/åse\"},\"kind\":\"decision\",\"seq\":7}");
  EXPECT_EQ(canonical_bytes({"started", "system", {}}, 1, kAt),
            "{\"actor\":\"system\",\"at\":\"2026-11-02T07:00:00Z\",\"facts\":{},"
            "\"kind\":\"started\",\"seq\":1}");
}

TEST(Event, TheChainIsPlainSha256) {
  const std::string bytes = canonical_bytes({"started", "system", {}}, 1, kAt);
  const std::string expected = core::to_hex(core::sha256(std::string(32, '\0') + bytes));
  EXPECT_EQ(core::to_hex(chained_hash(chain_begin(), bytes)), expected);
}

TEST(Event, WhatWasWrittenIsReadAgain) {
  const RecordedEvent event{"decision", "HR/lea", {{"comment", "\"\\\n\t\x01 æøå"}, {"empty", ""}}};
  const auto read = read_event(canonical_bytes(event, 3, kAt));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->kind, event.kind);
  EXPECT_EQ(read->actor, event.actor);
  EXPECT_EQ(read->facts, event.facts);
}

TEST(Event, TextThatIsNoUtf8IsRepairedFirst) {
  const std::string bytes = canonical_bytes({"decision", "HR/lea", {{"c", "S\xF8ren"}}}, 1, kAt);
  const auto read = read_event(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->facts.at("c"), "S\xEF\xBF\xBDren");
}

TEST(Event, AnotherSpellingIsCorrupt) {
  const std::string bytes = canonical_bytes({"started", "system", {}}, 1, kAt);
  for (const std::string& other :
       {bytes + " ", " " + bytes, bytes.substr(0, bytes.size() - 1), std::string("[]"),
        std::string(), "{\"kind\":\"started\"," + bytes.substr(1),
        "{\"extra\":1," + bytes.substr(1)}) {
    const auto read = read_event(other);
    ASSERT_FALSE(read) << other;
    EXPECT_EQ(read.error().kind, core::ErrorKind::corrupt);
  }
}

TEST(ChainCheck, AWholeLogIsSoundAndItsHeadIsTheLastHash) {
  const auto log = log_of(9);
  ChainCheck check;
  for (const core::LoggedEvent& event : log) EXPECT_EQ(check.take(event), std::nullopt);
  EXPECT_EQ(check.length(), 9);
  EXPECT_EQ(check.head(), log.back().hash);
}

TEST(ChainCheck, EveryChangedByteIsFoundAtItsEvent) {
  const auto sound = log_of(5);
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (std::size_t byte = 0; byte < sound[i].bytes.size(); ++byte) {
      auto log = sound;
      log[i].bytes[byte] = static_cast<char>(log[i].bytes[byte] ^ 1);
      EXPECT_EQ(first_unsound(log), static_cast<std::int64_t>(i) + 1) << byte;
    }
    for (std::size_t byte = 0; byte < 32; ++byte) {
      auto log = sound;
      log[i].hash[byte] = static_cast<char>(log[i].hash[byte] ^ 1);
      EXPECT_EQ(first_unsound(log), static_cast<std::int64_t>(i) + 1) << byte;
    }
  }
}

TEST(ChainCheck, ADeletedEventIsFoundEvenWhenAllHashesAreMadeAnew) {
  for (std::size_t i = 0; i + 1 < 5; ++i) {
    auto log = log_of(5);
    log.erase(log.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(first_unsound(log), static_cast<std::int64_t>(i) + 1);
    hash_again(log, i);
    EXPECT_EQ(first_unsound(log), static_cast<std::int64_t>(i) + 1);
  }
}

TEST(ChainCheck, AnInsertedEventIsFound) {
  for (std::size_t i = 0; i < 5; ++i) {
    auto log = log_of(5);
    log.insert(log.begin() + static_cast<std::ptrdiff_t>(i), log[i]);
    const auto at = static_cast<std::int64_t>(i);
    EXPECT_EQ(first_unsound(log), at + 2);
    hash_again(log, i);
    EXPECT_EQ(first_unsound(log), at + 2);
  }
}

TEST(ChainCheck, TwoEventsInAnotherOrderAreFound) {
  for (std::size_t i = 0; i + 1 < 5; ++i) {
    auto log = log_of(5);
    std::swap(log[i], log[i + 1]);
    EXPECT_EQ(first_unsound(log), static_cast<std::int64_t>(i) + 1);
  }
}

TEST(ChainCheck, APieceCutOutOfTheMiddleIsFoundWhereItBegan) {
  auto log = log_of(9);
  log.erase(log.begin() + 3, log.begin() + 7);
  EXPECT_EQ(first_unsound(log), 4);
  hash_again(log, 3);
  EXPECT_EQ(first_unsound(log), 4);
}

TEST(ChainCheck, AMomentOrActorThatIsNotInTheBytesIsFound) {
  auto log = log_of(3);
  log[1].actor = "HR/bob";
  EXPECT_EQ(first_unsound(log), 2);
  log = log_of(3);
  log[1].at += std::chrono::seconds(1);
  EXPECT_EQ(first_unsound(log), 2);
  log = log_of(3);
  log[1].kind = "closed";
  EXPECT_EQ(first_unsound(log), 2);
}

}  // namespace
}  // namespace rettesnor::audit
