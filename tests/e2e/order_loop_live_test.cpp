// The whole loop through the program itself on a real directory: an answer becomes an order, is
// approved, carried out and proved; and the ways in which it must not be.
#include <gtest/gtest.h>

#include <csignal>

#include "tests/e2e/served_town.h"
#include "tests/support/revoker_ground.h"

namespace rettesnor::test {
namespace {

constexpr const char* kLead = "Personale/P0003";   // security lead
constexpr const char* kOwner = "Personale/P0083";  // owns the directory
constexpr const char* kIt = "Personale/P0037";
constexpr const char* kAuditor = "Personale/P0010";
constexpr const char* kSystem = "Fagkataloget";

std::string toml_of(const nlohmann::json& value) {
  if (!value.is_object()) {
    if (!value.is_array()) return value.dump();
    std::string list;
    for (const auto& each : value) list += (list.empty() ? "" : ", ") + toml_of(each);
    return "[" + list + "]";
  }
  std::string table;
  for (const auto& [key, each] : value.items()) {
    table += (table.empty() ? "" : ", ") + key + " = " + toml_of(each);
  }
  return "{ " + table + " }";
}

/// The town with one more directory, which is live and written to.
class LoopTown {
 public:
  explicit LoopTown(std::unique_ptr<RevokerGround> ground = RevokerGround::openldap())
      : ground_(std::move(ground)) {
    employ("u01", "T10085");  // Mette, whom Connie leads
    employ("u03", "T10086");
    employ("u04", "T10048");  // who has left
    // A group keeps one member.
    ground_->modify("dn: " + ground_->dn("indre") +
                    "\nchangetype: modify\nadd: member\nmember: " + ground_->dn("u02") + "\n");
    for (const char* out_of_reach : {"lukket", "skjult"}) {
      ground_->modify("dn: " + ground_->dn(out_of_reach) +
                      "\nchangetype: modify\ndelete: member\nmember: " + ground_->dn("u04") + "\n");
    }
    std::string source = "\n[[source]]\nname = \"fag\"\nkind = \"" + ground_->kind() +
                         "\"\nsystem = \"" + std::string(kSystem) + "\"\n";
    const nlohmann::json settings = ground_->settings();
    for (const auto& [key, value] : settings.items()) source += key + " = " + toml_of(value) + "\n";
    settings_ = read_file(town_.settings()) + source + "[schedule]\npull = \"every 30 minutes\"\n";
    const auto policy = town_.path() / "policies" / "10-systemer.toml";
    write_file(policy, read_file(policy) + "\n[[system]]\nname = \"" + kSystem +
                           "\"\nclassification = \"INTERN\"\nprocessing_activity = \"FA-77\"\n"
                           "owner = \"T10083\"\nresponsible = \"T10034\"\n" +
                           "\n[[threshold]]\nname = \"orders_percent_per_day\"\nvalue = 50\n"
                           "from = 2022-01-01\n");
    set("");
    town_.walk();
  }
  ~LoopTown() { stop(); }

  /// Serves at that moment, which stands still; what is due is read at once.
  void serve(const std::string& now, const std::string& more_settings = "") {
    stop();
    set(more_settings);
    std::tie(process_, port_) = served(town_, now, log());
  }
  void stop() {
    if (process_.pid() > 0 && process_.is_running()) {
      process_.send(SIGTERM);
      wait_until([&] { return !process_.is_running(); }, std::chrono::seconds(20));
    }
  }

  std::string page(const std::string& person, const std::string& address) const {
    return Browser(port_, person).get(address);
  }
  /// Waits for a round of the program to make the page say so.
  bool says(const std::string& person, const std::string& address, const std::string& words) const {
    return wait_until([&] { return page(person, address).find(words) != std::string::npos; },
                      std::chrono::seconds(40));
  }
  /// The newest order that the board shows with these words; empty: none.
  std::string order(const std::string& words) const {
    const std::string board = page(kLead, "/orders");
    const std::size_t at = board.find(words + "</th>");
    if (at == std::string::npos) return {};
    const std::string mark = "/order?order=";
    const std::size_t from = board.rfind(mark, at) + mark.size();
    return board.substr(from, board.find('"', from) - from);
  }
  bool stands(const std::string& order, const std::string& state) const {
    return says(kLead, "/order?order=" + order, "<p>" + state + ".");
  }
  /// A button of the order's page, by plain HTTP.
  int act(const std::string& person, const std::string& order, const std::string& deed,
          const std::string& why = "aftalt") const {
    Browser browser(port_, person);
    browser.get("/order?order=" + order);
    return status_of(browser.post("/order/act",
                                  "order=" + order + "&deed=" + deed + "&why=" + web::encode(why)));
  }
  /// In Chromium.
  Ran walk(const std::vector<std::string>& words) const {
    std::vector<std::string> argv{"node", source_path("tests/e2e/browser/order_walk.mjs").string(),
                                  "http://127.0.0.1:" + std::to_string(port_)};
    argv.insert(argv.end(), words.begin(), words.end());
    return run(argv);
  }
  void approve_and_carry_out(const std::string& order) const {
    EXPECT_EQ(act(kOwner, order, "approve"), 303) << order;
    EXPECT_EQ(act(kIt, order, "carry_out"), 303) << order;
  }
  bool lists(const std::string& group, const std::string& login) const {
    return ground_->lists(ground_->dn(group), ground_->dn(login));
  }
  bool is_locked(const std::string& login) const {
    if (ground_->kind() == "ad") {
      const std::string mark = "userAccountControl: ";
      const std::string told = ground_->show(ground_->dn(login), "userAccountControl");
      return (std::stoi(told.substr(told.find(mark) + mark.size())) & 2) != 0;
    }
    return ground_->show(ground_->dn(login), "pwdAccountLockedTime")
               .find("pwdAccountLockedTime: ") != std::string::npos;
  }
  int port() const { return port_; }

 private:
  void employ(const std::string& login, const std::string& number) const {
    ground_->modify("dn: " + ground_->dn(login) + "\nchangetype: modify\nadd: " +
                    number_attribute() + "\n" + number_attribute() + ": " + number + "\n");
  }
  std::string number_attribute() const {
    return ground_->kind() == "ad" ? "employeeID" : "employeeNumber";
  }
  void set(const std::string& more) const { write_file(town_.settings(), settings_ + more); }
  std::filesystem::path log() const { return town_.path() / "serve.log"; }

  std::unique_ptr<RevokerGround> ground_;
  TownProgram town_;
  std::string settings_;
  Process process_;
  int port_ = 0;
};

std::string target(const std::string& login, const std::string& group) {
  return std::string(kSystem) + "/" + login + " ✕ " + kSystem + ":" + group;
}

constexpr const char* kNoLeavers = "\n[orders]\npropose_leavers = false\n";
constexpr const char* kDone = "Udført, ikke bevist endnu";

void walk_the_loop(LoopTown& town) {
  town.serve(std::string(kTownNow), kNoLeavers);
  const Ran decided =
      town.walk({"decide", "Fagkataloget:to", "Fagkataloget:alle", "Fagkataloget:lukket"});
  ASSERT_EQ(decided.exit_code, 0) << decided.out << decided.err;
  ASSERT_TRUE(town.says(kLead, "/orders", target("u01", "to"))) << town.page(kLead, "/orders");
  const std::string to = town.order("Fjern " + target("u01", "to"));
  const std::string direct = town.order("Fjern " + target("u01", "alle"));
  const std::string nested = town.order("Vælg vej for " + target("u01", "alle"));
  const std::string refused = town.order("Fjern " + target("u01", "lukket"));
  ASSERT_FALSE(to.empty() || direct.empty() || nested.empty() || refused.empty())
      << town.page(kLead, "/orders");

  // One by hand of a real browser.
  EXPECT_EQ(town.act("Personale/P0084", to, "approve"), 403) << "she asked for it";
  const Ran approved = town.walk({"act", kOwner, to, "approve", "enig"});
  ASSERT_EQ(approved.exit_code, 0) << approved.out << approved.err;
  EXPECT_NE(approved.out.find("Godkendt"), std::string::npos) << approved.out;
  EXPECT_EQ(town.act(kOwner, to, "carry_out"), 403) << "she approved it";
  const Ran carried = town.walk({"act", kIt, to, "carry_out", ""});
  ASSERT_EQ(carried.exit_code, 0) << carried.out << carried.err;
  EXPECT_NE(carried.out.find(kDone), std::string::npos) << carried.out;
  EXPECT_FALSE(town.lists("to", "u01"));

  town.approve_and_carry_out(direct);
  const Ran chosen =
      town.walk({"act", kOwner, nested, "choose", "Fagkataloget/u01 ✕ Fagkataloget:indre"});
  ASSERT_EQ(chosen.exit_code, 0) << chosen.out << chosen.err;
  const std::string inner = town.order("Fjern " + target("u01", "indre"));
  ASSERT_FALSE(inner.empty()) << chosen.out;
  EXPECT_TRUE(town.stands(nested, "Trukket tilbage"));
  EXPECT_EQ(town.act(kOwner, inner, "approve"), 403) << "who chose it, asked for it";

  town.approve_and_carry_out(refused);
  EXPECT_TRUE(town.stands(refused, "Kunne ikke udføres"));
  EXPECT_TRUE(town.lists("lukket", "u01"));

  town.serve("2026-11-02T09:00:00+01:00", kNoLeavers);
  EXPECT_TRUE(town.stands(to, "Efterprøvet"));
  EXPECT_TRUE(town.stands(direct, "Stadig virksom")) << "it still comes through the group";
  EXPECT_TRUE(town.stands(refused, "Kunne ikke udføres")) << "a reading does not make it done";
  EXPECT_EQ(town.act(kLead, inner, "approve"), 303);
  EXPECT_EQ(town.act(kIt, inner, "carry_out"), 303);
  EXPECT_FALSE(town.lists("indre", "u01"));

  town.serve("2026-11-02T10:00:00+01:00", kNoLeavers);
  EXPECT_TRUE(town.stands(inner, "Efterprøvet"));
  EXPECT_TRUE(town.stands(direct, "Efterprøvet")) << "the last way to it has ended";

  // The auditor reads it in the story of the answer.
  Browser auditor(town.port(), kAuditor);
  const std::string found = auditor.get("/audit/search?person=P0085&right=Fagkataloget:to");
  const std::size_t at = found.find("/audit/answer?");
  ASSERT_NE(at, std::string::npos) << found;
  std::string address = found.substr(at, found.find('"', at) - at);
  for (std::size_t amp; (amp = address.find("&amp;")) != std::string::npos;) {
    address.replace(amp, 5, "&");
  }
  const std::string story = auditor.get(address);
  EXPECT_NE(story.find("/order?order=" + to + "\""), std::string::npos) << story;
  EXPECT_NE(story.find("Efterprøvet"), std::string::npos) << story;
  for (const std::string& page : {std::string("/orders"), "/order?order=" + to, address}) {
    const Ran looked = town.walk({"look", kAuditor, page});
    EXPECT_EQ(looked.exit_code, 0) << looked.out << looked.err;
    EXPECT_NE(looked.out.find("Efterprøvet"), std::string::npos) << looked.out;
  }

  // And back again.
  EXPECT_EQ(town.act(kLead, to, "undo", ""), 400) << "why?";
  EXPECT_EQ(town.act(kLead, to, "undo", "forkert person"), 303);
  const std::string undo = town.order("Læg tilbage: " + target("u01", "to"));
  ASSERT_FALSE(undo.empty()) << town.page(kLead, "/orders");
  town.approve_and_carry_out(undo);
  EXPECT_TRUE(town.lists("to", "u01"));
  town.serve("2026-11-02T11:00:00+01:00", kNoLeavers);
  EXPECT_TRUE(town.stands(undo, "Efterprøvet"));
}

TEST(OrderLoopLive, AnAnswerIsProvedByALaterReadingAndARefusalStaysOne) {
  LoopTown town;
  walk_the_loop(town);
}

TEST(OrderLoopLive, TheSameInActiveDirectory) {
  LoopTown town(RevokerGround::active_directory());
  walk_the_loop(town);
}

void ask_against_a_finding_and_cut(LoopTown& town) {
  town.serve(std::string(kTownNow), kNoLeavers);
  Browser lead(town.port(), kLead);
  const std::string about = "/findings?code=ACC_ORPHAN&text=Fagkataloget/u10";
  const std::string finding = field(lead.get(about), "finding");
  ASSERT_FALSE(finding.empty()) << lead.last;
  EXPECT_NE(lead.last.find("Luk kontoen Fagkataloget/u10"), std::string::npos) << lead.last;
  EXPECT_EQ(status_of(lead.post("/findings/order", "finding=" + finding + "&why=")), 400);
  EXPECT_EQ(status_of(lead.post("/findings/order", "finding=" + finding + "&why=ingens")), 303);
  EXPECT_EQ(status_of(lead.post("/findings/order", "finding=" + finding + "&why=ingens")), 409);
  const std::string close = town.order("Luk kontoen Fagkataloget/u10");
  ASSERT_FALSE(close.empty());
  lead.get("/findings?finding=" + finding);
  EXPECT_NE(lead.last.find("/order?order=" + close + "\""), std::string::npos) << lead.last;
  EXPECT_EQ(lead.last.find("action=\"/findings/order\""), std::string::npos) << "asked already";
  EXPECT_NE(lead.get("/order?order=" + close).find("/findings?finding=" + finding),
            std::string::npos);
  town.approve_and_carry_out(close);
  EXPECT_TRUE(town.is_locked("u10"));

  lead.get("/person?person=Personale%2FP0086");
  EXPECT_EQ(status_of(lead.post("/person/cut", "person=Personale%2FP0086&incident=&why=x")), 400);
  EXPECT_EQ(
      status_of(lead.post("/person/cut", "person=Personale%2FP0086&incident=H-7&why=stjaalet")),
      303)
      << lead.last;
  const std::string cut = town.order("Luk kontoen Fagkataloget/u03");
  ASSERT_FALSE(cut.empty());
  EXPECT_FALSE(town.is_locked("u03"));
  EXPECT_EQ(town.act(kOwner, cut, "approve"), 303);
  EXPECT_TRUE(town.is_locked("u03")) << "approved, and closed in the same moment";

  town.serve("2026-11-02T09:00:00+01:00", kNoLeavers);
  EXPECT_TRUE(town.stands(close, "Efterprøvet"));
  EXPECT_TRUE(town.stands(cut, "Efterprøvet"));
  EXPECT_EQ(town.page(kLead, about).find("Luk kontoen Fagkataloget/u10"), std::string::npos);
}

TEST(OrderLoopLive, AFindingIsAskedAgainstAndAnIncidentClosesAtOnce) {
  LoopTown town;
  ask_against_a_finding_and_cut(town);
}

TEST(OrderLoopLive, AnIncidentClosesAtOnceInActiveDirectory) {
  LoopTown town(RevokerGround::active_directory());
  ask_against_a_finding_and_cut(town);
}

void go_down_the_ladder(LoopTown& town) {
  town.serve("2026-11-02T09:00:00+01:00");
  ASSERT_TRUE(town.says(kLead, "/orders", "Luk kontoen Fagkataloget/u04"));
  const std::string close = town.order("Luk kontoen Fagkataloget/u04");
  EXPECT_FALSE(town.is_locked("u04"));
  EXPECT_EQ(town.act(kOwner, close, "approve"), 303);
  EXPECT_EQ(town.act(kIt, close, "carry_out"), 303);
  EXPECT_TRUE(town.stands(close, kDone)) << "one approval was not enough, or it failed";
  EXPECT_TRUE(town.is_locked("u04"));
  town.serve("2026-11-02T10:00:00+01:00");
  EXPECT_TRUE(town.stands(close, "Efterprøvet"));
  EXPECT_TRUE(town.lists("to", "u04")) << "the grace is not over";
  town.serve("2026-12-05T10:00:00+01:00");
  ASSERT_TRUE(town.says(kLead, "/orders", "Fjern alle grupper fra Fagkataloget/u04"));
  const std::string strip = town.order("Fjern alle grupper fra Fagkataloget/u04");
  EXPECT_TRUE(town.stands(strip, "Bestilt")) << "nobody has approved";
  EXPECT_EQ(town.act(kOwner, strip, "approve"), 303);
  EXPECT_EQ(town.act(kIt, strip, "carry_out"), 303);
  EXPECT_TRUE(town.stands(strip, kDone)) << town.page(kLead, "/order?order=" + strip);
  EXPECT_FALSE(town.lists("to", "u04"));
  town.serve("2026-12-05T11:00:00+01:00");
  EXPECT_TRUE(town.stands(strip, "Efterprøvet")) << town.page(kLead, "/order?order=" + strip);
}

TEST(OrderLoopLive, LeaversAreProposedByItselfAndGoDownTheLadder) {
  LoopTown town;
  go_down_the_ladder(town);
}

TEST(OrderLoopLive, LeaversGoDownTheLadderInActiveDirectory) {
  LoopTown town(RevokerGround::active_directory());
  go_down_the_ladder(town);
}

}  // namespace
}  // namespace rettesnor::test
