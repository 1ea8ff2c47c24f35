// The file: who may read it, what survives a kill, a full disk, another process and a newer
// program.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "store/database.h"
#include "store/migrate.h"
#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

class Durability : public StoreTest {};

Told large(int hours, int objects) {
  Told told(hours);
  told.accounts("a", 0, objects,
                {{Attribute::name, std::string(200, static_cast<char>('a' + hours))}});
  told.group("G", {"a1", "a2"});
  return told;
}

mode_t rights_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 0777;
}

TEST_F(Durability, OnlyTheOwnerMayReadTheFileAndItsFolder) {
  const mode_t before = ::umask(0);
  const std::string deep = std::filesystem::path(path()).parent_path() / "state" / "sub" / "r.db";
  auto store = Store::open(deep);
  ::umask(before);
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ(rights_of(deep), 0600u);
  EXPECT_EQ(rights_of(std::filesystem::path(deep).parent_path()), 0700u);
}

TEST_F(Durability, WhatWasAppliedIsThereAfterReopening) {
  {
    Store store = open();
    applied(store, Told(1).account("ada").group("G", {"ada"}));
  }
  Store store = open();
  EXPECT_EQ(memberships_of(seen(store, 1)), std::set<std::string>{"G < ada"});
}

TEST_F(Durability, ASecondHolderGetsAConflictAndAClearSentence) {
  Store store = open();
  const auto same_process = Store::open(path());
  ASSERT_FALSE(same_process);
  EXPECT_EQ(same_process.error().kind, core::ErrorKind::conflict);
  EXPECT_NE(same_process.error().message.find("in use by another process"), std::string::npos);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto second = Store::open(path());
    ::_exit(!second && second.error().kind == core::ErrorKind::conflict ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(Durability, ANewerDatabaseIsRefusedAndNotTouched) {
  {
    Store store = open();
    applied(store, Told(1).account("ada"));
  }
  {
    auto connection = Connection::open(path());
    ASSERT_TRUE(connection);
    ASSERT_TRUE(execute(*connection, "PRAGMA user_version=999"));
  }
  const auto refused = Store::open(path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, core::ErrorKind::unsupported);
  EXPECT_NE(refused.error().message.find("999"), std::string::npos);
  auto connection = Connection::open(path());
  EXPECT_EQ(*connection->number("PRAGMA user_version"), 999);
  EXPECT_EQ(*connection->number("SELECT count(*) FROM object"), 1);
}

TEST_F(Durability, ADatabaseOfAnotherProgramIsRefused) {
  {
    auto connection = Connection::open(path());
    ASSERT_TRUE(execute(*connection, "CREATE TABLE theirs (x)"));
  }
  EXPECT_EQ(Store::open(path()).error().kind, core::ErrorKind::invalid_input);
  test::write_file(path() + ".txt", std::string(9000, 'x'));
  EXPECT_EQ(Store::open(path() + ".txt").error().kind, core::ErrorKind::corrupt);
}

TEST_F(Durability, AMigrationThatFailsIsUndoneAndTheOnesBeforeItStay) {
  auto connection = Connection::open(path());
  const Migrations broken{{"0001", "CREATE TABLE one (x);"},
                          {"0002", "CREATE TABLE two (x); CREATE TABLE one (x);"}};
  const auto failed = migrate(*connection, broken, path());
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("0002"), std::string::npos);
  EXPECT_EQ(*connection->number("PRAGMA user_version"), 1);
  EXPECT_EQ(*connection->number("SELECT count(*) FROM sqlite_schema"), 1);
  const Migrations mended{broken[0], {"0002", "CREATE TABLE two (x);"}};
  ASSERT_TRUE(migrate(*connection, mended, path()));
  EXPECT_EQ(*connection->number("PRAGMA user_version"), 2);
}

TEST_F(Durability, AnOlderDatabaseIsBroughtForwardWithItsContent) {
  {
    auto connection = Connection::open(path());
    Migrations first = embedded_migrations();
    first.resize(1);
    ASSERT_TRUE(migrate(*connection, first, path()));
    ASSERT_TRUE(execute(
        *connection,
        "INSERT INTO source VALUES (1, 'kataloget', 'ldif', 'Kataloget');"
        "INSERT INTO pull VALUES (1, 1, 1, 1793494800, 1793494800, 1793494800, 1793494800, NULL, "
        "1, "
        "'', x'', '{\"classes\":[],\"members_seen\":0,\"members_added\":0,\"members_removed\":0,"
        "\"objects_before\":0,\"gaps\":[],\"rejected\":[],\"breaker_reasons\":[]}');"
        "INSERT INTO object VALUES (1, 6, 'ada', 1, 1, 1, x''), (1, 7, 'G', 2, 1, 1, x'');"
        "INSERT INTO member_list VALUES (2, 1, 1, x'01'); UPDATE next_object SET id = 3;"));
  }
  Store store = open();
  EXPECT_EQ(memberships_of(seen(store, 1)), std::set<std::string>{"G < ada"});
  EXPECT_TRUE(store.quarantined()->empty());
}

TEST_F(Durability, ATransactionThatIsNotCommittedLeavesNothing) {
  auto connection = Connection::open(path());
  ASSERT_TRUE(execute(*connection, "CREATE TABLE one (x INTEGER) STRICT"));
  {
    auto books = Bookkeeping::begin(*connection);
    ASSERT_TRUE(books);
    ASSERT_TRUE(books->writer().execute("INSERT INTO one VALUES (1)"));
    const Bookkeeping moved = std::move(*books);
    EXPECT_EQ(*connection->number("SELECT count(*) FROM one"), 1);
  }
  EXPECT_EQ(*connection->number("SELECT count(*) FROM one"), 0);
  auto books = Bookkeeping::begin(*connection);
  ASSERT_TRUE(books->writer().execute("INSERT INTO one VALUES (1)"));
  ASSERT_TRUE(std::move(*books).commit());
  EXPECT_EQ(*connection->number("SELECT count(*) FROM one"), 1);
}

TEST_F(Durability, TheConnectionIsSetUpToLoseNothingAndTrustNothing) {
  auto connection = Connection::open(path());
  EXPECT_EQ(*connection->number("PRAGMA synchronous"), 3);
  EXPECT_EQ(*connection->number("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(*connection->number("PRAGMA trusted_schema"), 0);
  ASSERT_TRUE(execute(*connection, "CREATE TABLE one (x INTEGER) STRICT"));
  ASSERT_TRUE(execute(*connection, "PRAGMA writable_schema=ON"));
  EXPECT_FALSE(execute(*connection, "UPDATE sqlite_schema SET sql = 'CREATE TABLE one (y)'"));
}

TEST_F(Durability, AKillInTheMiddleLeavesTheOldStateOrTheNew) {
  constexpr int kObjects = 8000;
  {
    Store store = open();
    Told told = large(1, kObjects);
    applied(store, told);
  }
  int old_states = 0;
  for (int round = 0; round < 12; ++round) {
    const int hours = 2 + round;
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      Store store = open();
      Told told = large(hours, kObjects);
      const char byte = 'r';
      if (::write(ready[1], &byte, 1) != 1) ::_exit(2);
      applied(store, told);
      ::_exit(0);
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    ::close(ready[1]);
    ::usleep(static_cast<useconds_t>(5000 + 9000 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    Store store = open();
    const core::Snapshot now = seen(store, 999);
    ASSERT_EQ(now.objects.size(), static_cast<std::size_t>(kObjects) + 1);
    const bool is_new = now.sources[0].last_applied == at(hours);
    if (!is_new) ++old_states;
    // All objects are of one pull: the newest that is listed.
    const int expected = static_cast<int>((*now.sources[0].last_applied - at(0)).count() / 3600);
    const std::string record =
        record_of({{Attribute::name, std::string(200, static_cast<char>('a' + expected))}});
    for (const auto& object : now.objects) {
      if (object.object_class != ObjectClass::account) continue;
      ASSERT_EQ(object.record, record);
    }
  }
  EXPECT_GT(old_states, 0) << "no kill came in time: the test proves nothing";
}

TEST_F(Durability, AFullDiskIsAnErrorAndChangesNothing) {
  {
    Store store = open();
    applied(store, Told(1).account("ada").group("G", {"ada"}));
  }
  const pid_t child = ::fork();
  if (child == 0) {
    Store store = open();
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1 << 20, 1 << 20};  // an empty database is a fourth of it
    ::setrlimit(RLIMIT_FSIZE, &limit);
    Told told = large(2, 20000);
    const auto result = store.apply(told.pull(), kCatalogue, {}, ApplyMode::apply);
    if (result) ::_exit(1);
    if (result.error().kind != core::ErrorKind::unreachable) ::_exit(2);
    ::_exit(seen(store, 9).objects.size() == 2 ? 0 : 3);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  Store store = open();
  EXPECT_EQ(seen(store, 9).objects.size(), 2u);
  EXPECT_EQ(store.pulls("", 9)->size(), 1u);
  Told told = large(2, 20000);
  applied(store, told, kCatalogue, raised(BreakerLimits{}.raised_to(99)));
  EXPECT_EQ(seen(store, 9).objects.size(), 20001u);
}

std::int64_t count(const Connection& connection, const std::string& table) {
  return *connection.number("SELECT count(*) FROM ", table);
}

TEST_F(Durability, AnUnchangedPullWritesOnlyItsOwnRow) {
  std::int64_t pages = 0;
  std::map<std::string, std::int64_t> before;
  const std::vector<std::string> tables{"source",      "object",        "object_past",
                                        "member_list", "member_change", "quarantine_part",
                                        "fact_change"};
  {
    Store store = open();
    Told told = large(1, 2000);
    applied(store, told);
  }
  {
    auto connection = Connection::open(path());
    pages = *connection->number("PRAGMA page_count");
    for (const auto& table : tables) before[table] = count(*connection, table);
  }
  {
    // Any write to another table than pull raises.
    auto connection = Connection::open(path());
    for (const auto& table : tables) {
      for (const char* what : {"INSERT", "UPDATE", "DELETE"}) {
        ASSERT_TRUE(execute(*connection, "CREATE TRIGGER no_" + table + what + " BEFORE " + what +
                                             " ON " + table +
                                             " BEGIN SELECT raise(ABORT, 'written'); END"));
      }
    }
    ASSERT_TRUE(execute(*connection,
                        "CREATE TRIGGER no_next BEFORE UPDATE ON next_object BEGIN SELECT "
                        "raise(ABORT, 'written'); END"));
    pages = *connection->number("PRAGMA page_count");
  }
  {
    Store store = open();
    Told again = large(1, 2000);
    ASSERT_EQ(applied(store, again).outcome, PullOutcome::applied);
    Told changed = large(1, 2001);
    EXPECT_FALSE(store.apply(changed.pull(), kCatalogue, {}, ApplyMode::apply));
  }
  auto connection = Connection::open(path());
  EXPECT_EQ(*connection->number("PRAGMA page_count"), pages);
  EXPECT_EQ(count(*connection, "pull"), 2);
  for (const auto& table : tables) EXPECT_EQ(count(*connection, table), before[table]) << table;
}

TEST_F(Durability, AMembershipCostsAtMostThreeBytes) {
  constexpr int kAccounts = 5000;
  constexpr int kGroups = 400;
  const auto size_of = [&](bool with_members, const std::string& file) {
    {
      auto store = Store::open(file);
      Told told(1);
      told.accounts("a", 0, kAccounts);
      for (int g = 0; g < kGroups; ++g) {
        std::vector<std::string> members;
        for (int a = g % 7; with_members && a < kAccounts; a += 3 + g % 41) {
          members.push_back("a" + std::to_string(a));
        }
        told.group("G" + std::to_string(g), members);
      }
      applied(*store, told);
    }
    return static_cast<double>(std::filesystem::file_size(file));
  };
  double memberships = 0;
  for (int g = 0; g < kGroups; ++g) {
    for (int a = g % 7; a < kAccounts; a += 3 + g % 41) ++memberships;
  }
  const double with = size_of(true, path());
  const double without = size_of(false, path() + "2");
  EXPECT_LE((with - without) / memberships, 3.0);
}

}  // namespace
}  // namespace rettesnor::store
