// A small vocabulary for orders: a town with IT and a security lead, and a directory in a file.
#pragma once

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "connectors/writing/before_image.h"
#include "connectors/writing/revoker.h"
#include "review/orders/orders.h"
#include "review/organisation/persons.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {

/// A directory that is one text file, a line for each membership ("ada H") or open account
/// ("ada"). It survives the program, as a real one does, and can be made to answer or not.
class FileDirectory {
 public:
  explicit FileDirectory(std::string path) : path_(std::move(path)) {}

  void write(const std::set<std::string>& lines) const {
    std::ofstream file(path_, std::ios::trunc);
    for (const std::string& line : lines) file << line << '\n';
  }
  std::set<std::string> read() const {
    std::set<std::string> lines;
    std::ifstream file(path_);
    for (std::string line; std::getline(file, line);) lines.insert(line);
    return lines;
  }
  bool has(const std::string& line) const { return read().contains(line); }

  enum class Mood { answers, dies_before_the_act, dies_after_the_act, silent, refuses };
  Mood mood = Mood::answers;
  int writes = 0;
  std::set<std::string> locked;                ///< groups that it does not let be written
  std::map<std::string, std::string> renamed;  ///< account, and what it is called by now
  std::string kept;                            ///< everybody's primary group

  RevokerOf revoker_of();

 private:
  std::string path_;
};

class FileRevoker : public connectors::Revoker {
 public:
  explicit FileRevoker(FileDirectory& directory) : directory_(&directory) {}

  core::Result<connectors::Standing> look(const connectors::Removal& removal) override {
    if (directory_->mood == FileDirectory::Mood::silent) return silent();
    using Now = connectors::Standing::Now;
    if (removal.act == connectors::Removal::Act::strip_groups) {
      const auto held = held_by(removal.account);
      return connectors::Standing{held.empty() ? Now::gone : Now::effective, "its groups",
                                  image(removal.account, held)};
    }
    return connectors::Standing{directory_->has(line_of(removal)) ? Now::effective : Now::gone,
                                line_of(removal), line_of(removal)};
  }
  core::Result<connectors::Outcome> carry_out(const connectors::Removal& removal) override {
    using Mood = FileDirectory::Mood;
    if (directory_->mood == Mood::silent || directory_->mood == Mood::dies_before_the_act) {
      return silent();
    }
    if (directory_->mood == Mood::refuses) {
      return core::fail(ErrorKind::refused, "the directory says no");
    }
    const auto renamed = directory_->renamed.find(removal.account);
    if (renamed != directory_->renamed.end() && renamed->second != removal.expected_login) {
      return core::fail(ErrorKind::conflict, "is now called " + renamed->second);
    }
    if (removal.act == connectors::Removal::Act::strip_groups) return strip(removal.account);
    auto lines = directory_->read();
    if (lines.erase(line_of(removal)) == 0) {
      return connectors::Outcome{connectors::Outcome::Effect::already_so, "", "already so"};
    }
    directory_->write(lines);
    ++directory_->writes;
    if (directory_->mood == Mood::dies_after_the_act) return silent();
    return connectors::Outcome{connectors::Outcome::Effect::done, line_of(removal), "written"};
  }
  core::Result<connectors::Outcome> restore(const std::string& before_image) override {
    auto lines = directory_->read();
    if (const auto groups = connectors::read_before_image(before_image)) {
      for (const auto& change : groups->changes) {
        lines.insert(groups->account + " " + change.object);
      }
    } else {
      lines.insert(before_image);
    }
    directory_->write(lines);
    return connectors::Outcome{connectors::Outcome::Effect::done, "", "put back"};
  }
  core::Result<std::vector<connectors::CheckLine>> check(core::Timestamp) override {
    return std::vector<connectors::CheckLine>{};
  }

 private:
  static tl::unexpected<core::Error> silent() {
    return core::fail(ErrorKind::unreachable, "nobody answers");
  }
  std::vector<std::string> held_by(const std::string& account) const {
    std::vector<std::string> groups;
    for (const std::string& line : directory_->read()) {
      if (line.starts_with(account + " ")) groups.push_back(line.substr(account.size() + 1));
    }
    return groups;
  }
  std::string image(const std::string& account, const std::vector<std::string>& groups) const {
    connectors::BeforeImage image{"K", "strip_groups", account, account, {}, directory_->kept};
    for (const std::string& group : groups) {
      image.changes.push_back({group, group, "member", {account}, {}});
    }
    const bool says_nothing = groups.empty() && image.kept.empty();
    return says_nothing ? "" : must(connectors::write_before_image(image));
  }
  core::Result<connectors::Outcome> strip(const std::string& account) {
    using Effect = connectors::Outcome::Effect;
    auto lines = directory_->read();
    std::vector<std::string> taken;
    std::string left;
    for (const std::string& group : held_by(account)) {
      if (directory_->locked.contains(group)) {
        left += " " + group;
        continue;
      }
      lines.erase(account + " " + group);
      taken.push_back(group);
    }
    if (taken.empty() && !left.empty()) return core::fail(ErrorKind::refused, "no:" + left);
    directory_->write(lines);
    directory_->writes += static_cast<int>(taken.size());
    if (left.empty()) return connectors::Outcome{Effect::done, image(account, taken), "written"};
    return connectors::Outcome{Effect::partly, image(account, taken), "not all is done:" + left};
  }
  static std::string line_of(const connectors::Removal& removal) {
    return removal.group.empty() ? removal.account : removal.account + " " + removal.group;
  }
  FileDirectory* directory_;
};

inline RevokerOf FileDirectory::revoker_of() {
  return [this](const std::string&) -> core::Result<std::unique_ptr<connectors::Revoker>> {
    return std::make_unique<FileRevoker>(*this);
  };
}

/// The small town with two people of IT, a security lead who is not the owner of K, and its owner.
/// Ada's admin account is hers too. `in_h` says who is in H by now, `hidden` whose account, or
/// which group, cannot be seen.
inline Town order_town(std::initializer_list<std::string> in_h = {"ada"},
                       const std::string& hidden = "") {
  Town town;
  town.with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
            unit("Side").under("Top"), person("boss").employed("Top"),
            person("lea").employed("Team"), person("ada").employed("Team"),
            person("bob").employed("Team"), person("adm").employed("Side"),
            person("ida").employed("Side"), person("ib").employed("Side"),
            person("sif").employed("Side"), person("own").employed("Side"), group("G", "K"),
            group("S", "K"));
  if (hidden != "H") town.with(group("H", "K"));
  town.with(appointed_as("Attesteringsadministrator", "adm"), appointed_as("It-drift", "ida"),
            appointed_as("It-drift", "ib"), appointed_as("Informationssikkerhedsleder", "sif"),
            test::system("K", [](policies::System& k) { k.owner = "n-own"; }));
  for (const char* who : {"boss", "lea", "ada", "bob", "adm", "ida", "ib", "sif", "own"}) {
    if (who == hidden) continue;
    Account told = account(who, "K").of(who).member_of("G");
    for (const std::string& each : in_h) {
      if (each == who) told.member_of("H");
    }
    town.with(told);
  }
  town.with(account("ida-adm", "K").of("ida"), account("sif-adm", "K").of("sif"));
  return town;
}

/// The program on one database; gone with it, as when a process ends.
struct Running {
  Running(const std::string& path, const Town& town, int hours, RevokerOf revoker_of)
      : store(must(store::Store::open(path))),
        review(store, copenhagen(), std::make_shared<const policies::Policy>(town.policy())),
        orders(store, copenhagen(), OrderSources{{"kataloget"}, {}}, std::move(revoker_of)) {
    refresh(hours);
  }
  void refresh(int hours) {
    must(review.refresh(later(hours)));
    must(orders.refresh(review.now()));
  }
  Authority as(const std::string& person) const {
    return must(organisation::authority(review.look(), key_of(person)));
  }
  store::Store store;
  Desk review;
  Orders orders;
};

/// A stage with orders on it; the directory holds what K would tell.
class OrderStage {
 public:
  explicit OrderStage(const Town& town = order_town())
      : stage_(town), directory_(stage_.file("directory.txt")) {
    directory_.write({"ada", "ada H", "bob", "bob H"});
    open();
  }
  void open() {
    orders_ = std::make_unique<Orders>(stage_.store(), copenhagen(), OrderSources{{"K"}, vague},
                                       directory_.revoker_of());
    must(orders_->refresh(stage_.review().now()));
  }
  void changes(const Town& town, int hours) {
    stage_.changes(town, hours);
    must(orders_->refresh(stage_.review().now()));
  }
  void restart(int hours) {
    orders_.reset();
    stage_.restart(hours);
    open();
  }
  std::set<std::string> vague;  ///< counts from the next restart on
  Stage& stage() { return stage_; }
  Orders& orders() { return *orders_; }
  FileDirectory& directory() { return directory_; }
  Authority as(const std::string& person) const { return stage_.as(person); }

  core::Result<std::vector<core::Order>> ask(const std::string& who, int hours = 1,
                                             const std::string& account = "ada",
                                             const std::string& right = "H") {
    OrderWish wish;
    wish.account = "K/" + account;
    wish.right = right.empty() ? "" : "K:" + right;
    wish.words = "skiftede opgave";
    return orders_->request(as(who), wish, later(hours));
  }
  core::OrderId asked(const std::string& who = "lea", int hours = 1) {
    return must(ask(who, hours)).front().id;
  }
  /// Asked for by her leader and approved by the security lead.
  core::OrderId approved() {
    const core::OrderId order = asked();
    must(orders_->approve(as("sif"), order, "", later(2)));
    return order;
  }
  std::vector<RunLine> run(int hours = 3, const std::string& who = "ida") {
    return must(orders_->run(as(who), {}, later(hours)));
  }
  std::string state(core::OrderId order) const {
    for (const OrderStory& story : orders_->stories()) {
      if (story.order.id == order) return std::string(name_of(state_of(story)));
    }
    return "none";
  }

 private:
  Stage stage_;
  FileDirectory directory_;
  std::unique_ptr<Orders> orders_;
};

}  // namespace rettesnor::review
