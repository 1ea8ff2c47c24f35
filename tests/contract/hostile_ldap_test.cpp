// A directory server that means harm: every read ends soon, in little memory, and tells no lie.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "core/text.h"
#include "tests/support/ad_town.h"
#include "tests/support/hostile_ldap_server.h"
#include "tests/support/pull_text.h"

namespace rettesnor::test {
namespace {

using core::Completeness;
using core::ObjectClass;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr std::uint64_t kMiB = 1024 * 1024;
constexpr std::string_view kEscape = "\x1b";

std::string dn_of(const std::string& name) {
  return "CN=" + name + ",OU=X," + HostileLdapServer::base_dn();
}

LdapAttributes person(const std::string& login) {
  return {{"objectClass", {"top", "person", "organizationalPerson", "user"}},
          {"objectGUID", {ad_guid(login)}},
          {"sAMAccountName", {login}},
          {"userAccountControl", {"512"}}};
}

LdapAttributes group(const std::string& name) {
  return {{"objectClass", {"top", "group"}},
          {"objectGUID", {ad_guid(name)}},
          {"sAMAccountName", {name}},
          {"groupType", {"-2147483646"}}};
}

bool asks_for_groups(const SearchRequest& request) {
  return std::any_of(request.attributes.begin(), request.attributes.end(),
                     [](const std::string& name) { return name.starts_with("member"); });
}

bool asks_for_one(const SearchRequest& request) {
  return request.scope == 0;
}

/// Most memory that the process has had since reset_peak(), in bytes.
std::uint64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  }
  return 0;
}
void reset_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

json hostile_settings(const HostileLdapServer& server, const ScratchFolder& folder) {
  write_secret(folder.file("password"), "Laes.Kun.Vinter77");
  return {
      {"urls", {server.ldaps_url()}},
      {"ca_file", server.ca_file()},
      {"base_dns", {HostileLdapServer::base_dn()}},
      {"bind",
       {{"user", "svc_rettesnor@maagesund.example"}, {"password_file", folder.file("password")}}},
      {"connect_timeout_seconds", 3},
      {"answer_timeout_seconds", 3},
      {"pull_timeout_seconds", 15}};
}

/// Reads under the limits that hold for every server, however it behaves.
core::Result<core::Pull> read_within_limits(const HostileLdapServer& server,
                                            const json& more = json::object()) {
  const ScratchFolder folder;
  json settings = hostile_settings(server, folder);
  settings.update(more);
  reset_peak();
  const auto began = std::chrono::steady_clock::now();
  auto pull = pull_from("ad", settings);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(60));
  EXPECT_LT(peak_memory(), 512 * kMiB);
  if (!pull) {
    EXPECT_FALSE(pull.error().message.empty());
    EXPECT_LT(pull.error().message.size(), 4000U);
    EXPECT_THAT(pull.error().message, Not(HasSubstr(std::string(kEscape))));
    EXPECT_THAT(pull.error().message, Not(HasSubstr("Vinter77")));
    return pull;
  }
  for (core::PullIndex i = 0; i < pull->size(); ++i) {
    core::RecordView(pull->object(i).record).each([&](const core::Fact& fact) {
      EXPECT_TRUE(core::is_valid_utf8(fact.value)) << name_of(fact.attribute);
      EXPECT_EQ(fact.value.find('\0'), std::string_view::npos) << name_of(fact.attribute);
    });
  }
  for (const core::Gap& gap : pull->gaps()) {
    EXPECT_THAT(gap.what + gap.reason, Not(HasSubstr(std::string(kEscape))));
  }
  return pull;
}

/// Neither class may be called complete: an error, or gaps that say so.
void expect_no_claim(const core::Result<core::Pull>& pull) {
  if (!pull) return;
  EXPECT_NE(pull->completeness(ObjectClass::account), Completeness::complete) << pull_text(*pull);
  EXPECT_FALSE(pull->gaps().empty());
}

using Search = HostileLdapServer::Search;

HostileLdapServer hostile(Search search) {
  return {HostileLdapServer::Flavour::active_directory, std::move(search)};
}

TEST(HostileLdap, AnHonestServerOfThisKindIsReadWhole) {
  const auto server = hostile([](const SearchRequest& request, HostileAnswer& answer) {
    if (asks_for_groups(request)) {
      auto attributes = group("G");
      attributes.push_back({"member;range=0-*", {dn_of("ada")}});
      answer.entry(dn_of("G"), attributes);
    } else {
      answer.entry(dn_of("ada"), person("ada"));
    }
    answer.last_page();
  });
  const auto pull = read_within_limits(server);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::complete) << pull_text(*pull);
  EXPECT_THAT(members_of(*pull, "G"), testing::ElementsAre("ada"));
}

TEST(HostileLdap, ReferralsToItselfAreNotFollowed) {
  std::string own;
  const auto server = hostile([&](const SearchRequest&, HostileAnswer& answer) {
    for (int i = 0; i < 5000; ++i) answer.reference(own);
    answer.done(10, nullptr, own);
  });
  own = server.ldaps_url() + "/" + HostileLdapServer::base_dn();
  expect_no_claim(read_within_limits(server));
  EXPECT_LT(server.searches(), 20U);
}

TEST(HostileLdap, APartOnAnotherServerIsAHole) {
  const auto server = hostile([&](const SearchRequest& request, HostileAnswer& answer) {
    if (!asks_for_groups(request)) answer.entry(dn_of("ada"), person("ada"));
    answer.reference("ldaps://198.51.100.7/OU=Filial," + HostileLdapServer::base_dn());
    answer.last_page();
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, AMessageOfOneGibibyteIsNotWaitedFor) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    answer.raw(ber_header(0x30, 1ULL << 30U));
    answer.flood(1ULL << 30U, 'x');
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, ALengthBeyondAllMemoryIsNoMessage) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    answer.raw(ber_header(0x30, ~0ULL >> 1U));
    answer.flood(8 * kMiB, '\0');
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, AnIndefiniteLengthIsNoMessage) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    for (int i = 0; i < 100000; ++i) answer.raw("\x30\x80");
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, AnAttributeOfAHundredMebibytesStaysWithinMemory) {
  const auto server = hostile([](const SearchRequest& request, HostileAnswer& answer) {
    if (!asks_for_groups(request)) {
      constexpr std::uint64_t kSize = 100 * kMiB;
      // entry(…, {description: 100 MiB}) from the inside out, without holding it.
      const std::string dn = ber_text(dn_of("stor"));
      const std::string value = ber_header(0x04, kSize);
      const std::string set = ber_header(0x31, value.size() + kSize);
      const std::string name = ber_text("description");
      const std::string attribute =
          ber_header(0x30, name.size() + set.size() + value.size() + kSize);
      std::string others;
      for (const auto& [key, values] : person("stor")) {
        std::string all;
        for (const std::string& one : values) all += ber_text(one);
        others += ber(0x30, ber_text(key) + ber(0x31, all));
      }
      const std::uint64_t inside =
          others.size() + attribute.size() + name.size() + set.size() + value.size() + kSize;
      const std::string list = ber_header(0x30, inside);
      const std::string entry = ber_header(0x64, dn.size() + list.size() + inside);
      const std::string id = ber_integer(answer.id());
      answer.raw(ber_header(0x30, id.size() + entry.size() + dn.size() + list.size() + inside) +
                 id + entry + dn + list + others + attribute + name + set + value);
      answer.flood(kSize, 'a');
    }
    answer.last_page();
  });
  const auto pull = read_within_limits(server);
  if (pull) {
    EXPECT_NE(find_by_login(*pull, "stor"), core::kNone);
  }
}

TEST(HostileLdap, AMillionValuesStayWithinMemory) {
  const std::vector<std::string> values(1'000'000, "en værdi som mange andre");
  const auto server = hostile([&](const SearchRequest& request, HostileAnswer& answer) {
    if (!asks_for_groups(request)) {
      auto attributes = person("mange");
      attributes.push_back({"description", values});
      answer.entry(dn_of("mange"), attributes);
    }
    answer.last_page();
  });
  const auto pull = read_within_limits(server);
  if (pull) {
    EXPECT_NE(find_by_login(*pull, "mange"), core::kNone);
  }
}

TEST(HostileLdap, AMillionMembersWhomNobodyKnowsAreAGap) {
  std::vector<std::string> members;
  for (int i = 0; i < 1'000'000; ++i) members.push_back(dn_of("u" + std::to_string(i)));
  const auto server = hostile([&](const SearchRequest& request, HostileAnswer& answer) {
    if (asks_for_one(request)) return void(answer.done(32));
    if (asks_for_groups(request)) {
      auto attributes = group("G");
      attributes.push_back({"member;range=0-*", members});
      answer.entry(dn_of("G"), attributes);
    } else {
      answer.entry(dn_of("ada"), person("ada"));
    }
    answer.last_page();
  });
  const auto pull = read_within_limits(server);
  if (pull) {
    EXPECT_FALSE(pull->gaps().empty());
    EXPECT_NE(member_completeness(*pull, "G"), Completeness::complete);
  }
}

TEST(HostileLdap, BytesThatAreNoTextDoNoHarm) {
  const std::vector<std::string> bad = {std::string("a\0b", 3),
                                        "\xff\xfe\xc0\x80",
                                        "\xed\xa0\x80",
                                        "\xe2\x80\xae"
                                        "gnp.exe",
                                        "\x1b[2J\r\n",
                                        "=cmd|' /C calc'!A0"};
  const auto server = hostile([&](const SearchRequest& request, HostileAnswer& answer) {
    for (std::size_t i = 0; i < bad.size(); ++i) {
      const std::string key = "n" + std::to_string(i);
      auto attributes = asks_for_groups(request) ? group("g" + key) : person(key);
      attributes[2].second = {bad[i]};
      attributes.push_back({"displayName", {bad[i]}});
      attributes.push_back({"mail", {bad[i], key}});
      attributes.push_back({bad[i], {bad[i]}});
      answer.entry((asks_for_groups(request) ? "CN=g" : "CN=p") + bad[i] + ",OU=X," +
                       HostileLdapServer::base_dn(),
                   attributes);
    }
    answer.last_page();
  });
  const auto pull = read_within_limits(server);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->size(), 2 * bad.size());
}

TEST(HostileLdap, AnErrorOfTheServerIsShownWithoutItsControlCharacters) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    answer.raw(message_bytes(answer.id(), LdapOperation::search_done,
                             result_body(1, "\x1b]0;owned\x07\n\n" + std::string(100'000, 'z'))));
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, NamesThatAreBombsEndQuickly) {
  std::string commas;
  for (int i = 0; i < 20'000; ++i) commas += "\\,";
  std::string parts;
  for (int i = 0; i < 12'000; ++i) parts += "OU=x,";
  const std::vector<std::string> names = {
      "CN=" + std::string(65'536, 'a') + "," + HostileLdapServer::base_dn(),
      "CN=" + commas + "," + HostileLdapServer::base_dn(),
      parts + HostileLdapServer::base_dn(),
      "CN=\"" + std::string(30'000, '"'),
      std::string(60'000, '\\'),
      std::string(60'000, '='),
      "CN=#" + std::string(60'000, 'f'),
      "+" + std::string(60'000, '+'),
      ""};
  const auto server = hostile([&](const SearchRequest& request, HostileAnswer& answer) {
    if (asks_for_one(request)) return void(answer.done(34));
    if (asks_for_groups(request)) {
      auto attributes = group("G");
      attributes.push_back({"member;range=0-*", names});
      answer.entry(dn_of("G"), attributes);
    } else {
      for (std::size_t i = 0; i < names.size(); ++i) {
        auto attributes = person("b" + std::to_string(i));
        attributes.push_back({"manager", {names[(i + 1) % names.size()] + "x"}});
        answer.entry(names[i], attributes);
      }
    }
    answer.last_page();
  });
  const auto pull = read_within_limits(server);
  if (pull) {
    EXPECT_GE(pull->size(), names.size());
  }
}

TEST(HostileLdap, ACookieThatNeverChangesEnds) {
  const std::string cookie = "igen";
  const auto server = hostile([&](const SearchRequest& request, HostileAnswer& answer) {
    if (!asks_for_groups(request)) answer.entry(dn_of("ada"), person("ada"));
    answer.done(0, &cookie);
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, CookiesThatNeverEndEnd) {
  std::atomic<int> page = 0;
  const auto server = hostile([&](const SearchRequest& request, HostileAnswer& answer) {
    const std::string cookie = std::to_string(++page);
    if (!asks_for_groups(request)) answer.entry(dn_of("ada"), person("ada"));
    answer.done(0, &cookie);
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, AnswersToWhatNobodyAskedAreNotTaken) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    answer.raw(message_bytes(answer.id() + 7, LdapOperation::search_entry,
                             entry_body(dn_of("falsk"), person("falsk"))));
    answer.raw(message_bytes(answer.id() + 7, LdapOperation::search_done, result_body(0)));
  });
  expect_no_claim(read_within_limits(server));
}

TEST(HostileLdap, AStreamOfEntriesWithoutEndEnds) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    for (std::uint64_t i = 0;; ++i) {
      const std::string login = "u" + std::to_string(i);
      if (!answer.entry(dn_of(login), person(login))) return;
    }
  });
  const auto pull = read_within_limits(server, {{"pull_timeout_seconds", 5}});
  expect_no_claim(pull);
}

TEST(HostileLdap, AStreamOfOneEntryWithoutEndEnds) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    while (answer.entry(dn_of("ada"), person("ada"))) continue;
  });
  expect_no_claim(read_within_limits(server, {{"pull_timeout_seconds", 5}}));
}

TEST(HostileLdap, AnswersThatDribbleEnd) {
  const auto server = hostile([](const SearchRequest&, HostileAnswer& answer) {
    const std::string entry = message_bytes(answer.id(), LdapOperation::search_entry,
                                            entry_body(dn_of("ada"), person("ada")));
    for (std::size_t i = 0; i < entry.size(); ++i) {
      if (!answer.raw(std::string_view(entry).substr(i, 1))) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
    }
  });
  expect_no_claim(read_within_limits(server, {{"pull_timeout_seconds", 8}}));
}

/// A group of 4,000 that is told as `tell` wants it.
class RangedGroup {
 public:
  using Tell = std::function<LdapAttributes(const RangedGroup&, std::size_t first)>;
  static constexpr std::size_t kMembers = 4000;

  explicit RangedGroup(Tell tell)
      : tell_(std::move(tell)),
        server_(HostileLdapServer::Flavour::active_directory,
                [this](const SearchRequest& request, HostileAnswer& answer) {
                  this->answer(request, answer);
                }) {}

  /// member;range=<first>-<last> with these members; `*` in place of the last position at the end.
  LdapAttributes range(std::size_t first, std::size_t last) const {
    std::vector<std::string> values;
    for (std::size_t i = first; i <= last && i < kMembers; ++i) values.push_back(name(i));
    const std::string end = last + 1 >= kMembers ? "*" : std::to_string(last);
    return {{"member;range=" + std::to_string(first) + "-" + end, values}};
  }
  core::Result<core::Pull> read(json more = json::object()) {
    more["people"] = {{"page_size", kMembers}};
    return read_within_limits(server_, more);
  }

 private:
  static std::string name(std::size_t i) { return dn_of("u" + std::to_string(i)); }

  void answer(const SearchRequest& request, HostileAnswer& answer) const {
    if (asks_for_groups(request)) {
      std::size_t first = 0;
      for (const std::string& attribute : request.attributes) {
        if (attribute.starts_with("member;range=")) first = std::stoul(attribute.substr(13));
      }
      auto attributes = group("G");
      for (auto& told : tell_(*this, first)) attributes.push_back(std::move(told));
      answer.entry(dn_of("G"), attributes);
    } else {
      for (std::size_t i = 0; i < kMembers; ++i)
        answer.entry(name(i), person("u" + std::to_string(i)));
    }
    answer.last_page();
  }

  Tell tell_;
  HostileLdapServer server_;
};

// [MS-ADTS] 3.1.1.3.1.3.3: a server gives at most MaxValRange (1,500) values at once and says so
// in the attribute's range, whatever was asked for.
TEST(HostileLdap, RangesThatTheServerCutsAreReadToTheEnd) {
  RangedGroup group(
      [](const RangedGroup& all, std::size_t first) { return all.range(first, first + 1499); });
  for (const int asked : {1500, 5000}) {
    const auto pull = group.read({{"range_size", asked}});
    ASSERT_TRUE(pull) << pull.error().message;
    EXPECT_EQ(members_of(*pull, "G").size(), RangedGroup::kMembers);
    EXPECT_EQ(member_completeness(*pull, "G"), Completeness::complete);
    EXPECT_THAT(gap_lines(*pull), testing::ElementsAre());
  }
}

// As servers do it that tell the plain attribute, empty, beside the range.
TEST(HostileLdap, AnEmptyMemberBesideARangeIsNoEmptyGroup) {
  RangedGroup group([](const RangedGroup& all, std::size_t first) {
    LdapAttributes told = {{"member", {}}};
    for (auto& one : all.range(first, first + 1499)) told.push_back(std::move(one));
    return told;
  });
  const auto pull = group.read();
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(members_of(*pull, "G").size(), RangedGroup::kMembers);
}

void expect_members_in_part(RangedGroup::Tell tell) {
  RangedGroup group(std::move(tell));
  const auto pull = group.read();
  if (!pull) return;
  EXPECT_EQ(member_completeness(*pull, "G"), Completeness::partial);
  EXPECT_FALSE(pull->gaps().empty());
}

TEST(HostileLdap, TheSameRangeAgainAndAgainIsAGap) {
  expect_members_in_part([](const RangedGroup& all, std::size_t) { return all.range(0, 1499); });
}

TEST(HostileLdap, ARangeThatSkipsIsAGap) {
  expect_members_in_part([](const RangedGroup& all, std::size_t first) {
    return first == 0 ? all.range(0, 1499) : all.range(first + 100, RangedGroup::kMembers);
  });
}

TEST(HostileLdap, ARangeWithoutValuesIsAGap) {
  expect_members_in_part([](const RangedGroup& all, std::size_t first) {
    return first == 0 ? all.range(0, 1499) : LdapAttributes{};
  });
}

TEST(HostileLdap, ARangeWithFewerValuesThanItSaysIsAGap) {
  expect_members_in_part([](const RangedGroup& all, std::size_t first) {
    auto told = all.range(first, first + 1499);
    if (first == 1500) told[0].second.resize(700);
    return told;
  });
}

TEST(HostileLdap, ARangeThatRunsBackwardsIsAGap) {
  expect_members_in_part([](const RangedGroup&, std::size_t) {
    return LdapAttributes{{"member;range=5-2", {dn_of("u1")}}};
  });
}

TEST(HostileLdap, ARangeBeyondAllNumbersIsAGap) {
  expect_members_in_part([](const RangedGroup&, std::size_t) {
    return LdapAttributes{{"member;range=0-99999999999999999999999", {dn_of("u1")}}};
  });
}

}  // namespace
}  // namespace rettesnor::test
