// Never more than was seen: organisations are made up, their files are spoiled in one way each,
// read, kept and judged, and every answer is held against the organisation behind the files. It is
// true of it, or it says that it does not know.
#include <gtest/gtest.h>
#include <unistd.h>
#include <utime.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "connectors/registry.h"
#include "reconcile/checks.h"
#include "review/campaigns/preflight.h"
#include "review/orders/order_proof.h"
#include "review/orders/order_sources.h"
#include "review/organisation/moment.h"
#include "store/store.h"
#include "tests/support/town_builder.h"

namespace rettesnor::knowing {
namespace {

namespace fs = std::filesystem;
using core::Index;
using core::Timestamp;
using nlohmann::json;
using test::moment;

const Timestamp kFirst = moment("2026-11-02T07:00:00Z");
const Timestamp kAct = moment("2026-11-02T12:00:00Z");  // an order was carried out, they say
const Timestamp kSecond = moment("2026-11-03T07:00:00Z");

// ---- the organisation ----

struct Somebody {
  std::string id;
  std::string number;  // employee number
  std::string name;
  std::string mail;
  std::string login;
  std::string last_day;  // "2026-10-20" or empty: works here
};

struct Right {
  std::string code;
  std::string name;
};

/// What is true on one day.
struct Organisation {
  std::vector<Somebody> people;
  std::vector<std::string> nobodys;  // logins of accounts that are really nobody's
  std::vector<Right> rights;
  std::set<std::pair<std::string, std::string>> has;  // (login, code)

  const Somebody* by_login(const std::string& login) const {
    const auto at = std::ranges::find(people, login, &Somebody::login);
    return at == people.end() ? nullptr : &*at;
  }
  bool may_both(const std::string& login) const {
    return has.contains({login, rights[0].code}) && has.contains({login, rights[1].code});
  }
  std::size_t holders(const std::string& code) const {
    std::size_t count = 0;
    for (const Somebody& each : people) {
      if (each.last_day.empty() && has.contains({each.login, code})) ++count;
    }
    return count;
  }
};

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}  // NOLINT: the same every time
  std::size_t below(std::size_t n) { return random_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937 random_;
};

Organisation invented(Dice& dice) {
  static const char* const kNames[] = {"Åse Bæk", "Bo Dahl",     "Carl Ørum",  "Dorte Kær",
                                       "Ea Lind", "Finn Møller", "Gro Nygård", "Hans Jørgen Ås",
                                       "Ida Sø",  "Jens Holm"};
  Organisation out;
  out.rights = {{"BET", "Godkend betaling"},
                {"KRED", "Opret kreditor"},
                {"LAES", "Læs sag"},
                {"SLET", "Slet sag"}};
  const std::size_t people = 4 + dice.below(6);
  for (std::size_t i = 0; i < people; ++i) {
    Somebody one;
    one.id = "P" + std::to_string(100 + i);
    one.number = "00" + std::to_string(4100 + i);
    one.name = kNames[i];
    one.mail = "m" + std::to_string(i) + "@by.example";
    one.login = "ab" + std::to_string(i);
    if (dice.one_in(6)) one.last_day = "2026-10-20";
    out.people.push_back(one);
    for (const Right& right : out.rights) {
      if (dice.one_in(3)) out.has.emplace(one.login, right.code);
    }
  }
  if (dice.one_in(2)) out.nobodys = {"gl1"};
  return out;
}

/// The next day: rights come and go.
Organisation changed(Organisation was, Dice& dice) {
  for (const Somebody& one : was.people) {
    for (const Right& right : was.rights) {
      if (!dice.one_in(8)) continue;
      const std::pair pair(one.login, right.code);
      if (was.has.erase(pair) == 0) was.has.insert(pair);
    }
  }
  return was;
}

// ---- its files, and how they are spoiled ----

enum class Spoil {
  none,
  login_in_capitals,
  login_with_nbsp,
  login_with_apostrophe,
  role_by_name,
  role_by_a_code_in_small_letters,
  two_roles_in_a_cell,
  unknown_login,
  unknown_role,
  cut_grants,
  cut_staff,
  quotes_that_swallow,
  end_before_start,
  no_staff_file,
  no_account_file,
  blank_and_total_rows,
  american_dates,
  files_of_before,
  files_of_tomorrow,
  number_with_blank,
  wrong_bytes_in_a_name,
  account_twice,
  utf16,
  half_of_staff,
  half_of_accounts,
  header_only,
};
constexpr int kSpoils = static_cast<int>(Spoil::header_only) + 1;

struct Files {
  std::string staff, accounts, roles, grants;
};

std::string danish(const std::string& day) {
  return day.empty() ? "" : day.substr(8, 2) + "-" + day.substr(5, 2) + "-" + day.substr(0, 4);
}

Files files_of(const Organisation& org) {
  Files out;
  out.staff = "PersonID;Tjnr;Navn;Mail;Enhed;Fra;Til\n";
  for (const Somebody& one : org.people) {
    out.staff += one.id + ";" + one.number + ";" + one.name + ";" + one.mail + ";OKO;01-08-2019;" +
                 danish(one.last_day) + "\n";
  }
  out.accounts = "Login;Navn;Tjnr;Aktiv\n";
  for (const Somebody& one : org.people) {
    out.accounts += one.login + ";" + one.name + ";" + one.number + ";1\n";
  }
  for (const std::string& login : org.nobodys) out.accounts += login + ";;;1\n";
  out.roles = "Kode;Navn\n";
  for (const Right& right : org.rights) out.roles += right.code + ";" + right.name + "\n";
  out.grants = "Login;Kode\n";
  for (const auto& [login, code] : org.has) out.grants += login + ";" + code + "\n";
  return out;
}

/// The n-th line (0: the header) of a file, and what becomes of it.
template <class Change>
void change_a_line(std::string& file, Dice& dice, Change change) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = file.find('\n', at);
    lines.push_back(file.substr(at, end - at));
    at = end + 1;
  }
  if (lines.size() < 2) return;
  change(lines[1 + dice.below(lines.size() - 1)]);
  file.clear();
  for (const std::string& line : lines) file += line + "\n";
}

std::string utf16(const std::string& text) {
  std::string out = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto point = static_cast<unsigned char>(text[i]);
    unsigned code = point;
    if (point >= 0xC0)
      code = (point & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
    out += static_cast<char>(code & 0xFF);
    out += static_cast<char>(code >> 8);
  }
  return out;
}

void spoil(Files& files, Spoil how, const Organisation& org, Dice& dice) {
  const auto cell = [](std::string& line, std::size_t column, auto change) {
    std::size_t at = 0;
    for (; column > 0; --column) at = line.find(';', at) + 1;
    const std::size_t end = std::min(line.find(';', at), line.size());
    line.replace(at, end - at, change(line.substr(at, end - at)));
  };
  switch (how) {
    case Spoil::login_in_capitals:
      change_a_line(files.grants, dice, [&](std::string& line) {
        cell(line, 0, [](std::string text) {
          for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
          return text;
        });
      });
      break;
    case Spoil::login_with_nbsp:
      change_a_line(files.grants, dice, [&](std::string& line) {
        cell(line, 0, [](const std::string& text) { return text + "\xC2\xA0"; });
      });
      break;
    case Spoil::login_with_apostrophe:
      change_a_line(files.accounts, dice, [&](std::string& line) {
        cell(line, 2, [](const std::string& text) { return text.empty() ? text : "'" + text; });
      });
      break;
    case Spoil::role_by_name:
      change_a_line(files.grants, dice, [&](std::string& line) {
        cell(line, 1, [&](const std::string& code) {
          return std::ranges::find(org.rights, code, &Right::code)->name;
        });
      });
      break;
    case Spoil::role_by_a_code_in_small_letters:
      change_a_line(files.grants, dice, [&](std::string& line) {
        cell(line, 1, [](std::string text) {
          for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
          return text;
        });
      });
      break;
    case Spoil::two_roles_in_a_cell: {
      // Somebody's rights are all told in one row.
      std::map<std::string, std::string> all;
      for (const auto& [login, code] : org.has) {
        all[login] += (all[login].empty() ? "" : ", ") + code;
      }
      files.grants = "Login;Kode\n";
      for (const auto& [login, codes] : all) files.grants += login + ";" + codes + "\n";
      break;
    }
    case Spoil::unknown_login:
      change_a_line(files.grants, dice, [&](std::string& line) {
        cell(line, 0, [](const std::string& text) { return text + "x"; });
      });
      break;
    case Spoil::unknown_role:
      change_a_line(files.grants, dice, [&](std::string& line) {
        cell(line, 1, [](const std::string& text) { return text + "-ny"; });
      });
      break;
    case Spoil::cut_grants:
      files.grants.resize(files.grants.size() - std::min<std::size_t>(files.grants.size() - 12, 3));
      break;
    case Spoil::cut_staff:
      files.staff.resize(files.staff.size() - 12);
      break;
    case Spoil::quotes_that_swallow: {
      // A quotation mark opens in one row and closes in a later one.
      const std::size_t first = files.staff.find("\nP", files.staff.find('\n') + 1);
      if (first == std::string::npos) return;
      const std::size_t name = files.staff.find(';', files.staff.find(';', first) + 1) + 1;
      files.staff.insert(name, "\"");
      const std::size_t later = files.staff.rfind(";OKO");
      files.staff.insert(later, "\"");
      break;
    }
    case Spoil::end_before_start:
      change_a_line(files.staff, dice, [&](std::string& line) {
        cell(line, 6, [](const std::string&) { return std::string("01-01-2001"); });
      });
      break;
    case Spoil::no_staff_file:
      files.staff.clear();
      break;
    case Spoil::no_account_file:
      files.accounts.clear();
      break;
    case Spoil::blank_and_total_rows:
      files.staff += ";;;;;;\n   ;;;;;;\n";
      files.grants += ";\n";
      break;
    case Spoil::american_dates:
      // 2 November told as 11/2/2026, in a column that fits another order.
      change_a_line(files.staff, dice, [&](std::string& line) {
        cell(line, 6, [](const std::string&) { return std::string("12/30/2027"); });
      });
      change_a_line(files.staff, dice, [&](std::string& line) {
        cell(line, 6, [](const std::string& text) {
          return text.find('/') != std::string::npos ? text : std::string("10/2/2027");
        });
      });
      break;
    case Spoil::number_with_blank:
      change_a_line(files.accounts, dice, [&](std::string& line) {
        cell(line, 2,
             [](const std::string& text) { return text.empty() ? text : " " + text + " "; });
      });
      break;
    case Spoil::wrong_bytes_in_a_name:
      change_a_line(files.staff, dice, [&](std::string& line) {
        cell(line, 2, [](const std::string& text) { return text + "\xF8"; });
      });
      break;
    case Spoil::account_twice:
      files.accounts += org.people[0].login + ";En Anden;9999;1\n";
      break;
    case Spoil::utf16:
      files.grants = utf16(files.grants);
      break;
    case Spoil::half_of_staff: {
      const std::size_t keep = files.staff.find('\n', files.staff.size() / 2);
      files.staff.resize(keep + 1);
      break;
    }
    case Spoil::half_of_accounts: {
      const std::size_t keep = files.accounts.find('\n', files.accounts.size() / 2);
      files.accounts.resize(keep + 1);
      std::string kept = "Login;Kode\n";
      for (const auto& [login, code] : org.has) {
        if (files.accounts.find("\n" + login + ";") != std::string::npos) {
          kept += login + ";" + code + "\n";
        }
      }
      files.grants = kept;
      break;
    }
    case Spoil::header_only:
      files.grants = "Login;Kode\n";
      break;
    case Spoil::none:
    case Spoil::files_of_before:
    case Spoil::files_of_tomorrow:
      break;
  }
}

// ---- reading and keeping ----

const json& staff_settings() {
  static const json kSettings = json::parse(R"({"delimiter": ";", "settled_seconds": 0, "file": [
    {"path": "staff.csv", "class": "employment", "key": ["Tjnr"],
     "columns": {"person": "PersonID", "employee_no": "Tjnr", "name": "Navn", "mail": "Mail",
                 "unit": "Enhed", "start": "Fra", "end": "Til"}}]})");
  return kSettings;
}

const json& system_settings() {
  static const json kSettings = json::parse(R"({"delimiter": ";", "settled_seconds": 0, "file": [
    {"path": "accounts.csv", "class": "account", "key": ["Login"],
     "columns": {"login": "Login", "name": "Navn", "employee_no": "Tjnr", "enabled": "Aktiv"}},
    {"path": "roles.csv", "class": "entitlement", "key": ["Kode"], "columns": {"name": "Navn"},
     "constants": {"kind": "role"}},
    {"path": "grants.csv", "class": "grant",
     "columns": {"account": "Login", "entitlement": "Kode"}}]})");
  return kSettings;
}

/// A mechanism that is left out, to see that its absence is noticed.
enum class Without {
  nothing,
  holes_in_members,
  holes_in_rights,
  holes_in_classes,
  held_rows,
  clues,
  time_of_data,
  breaker,
};

core::Pull stripped(const core::Pull& pull, Without without) {
  core::Pull out(pull.source(), pull.started());
  out.set_finished(pull.finished());
  for (core::PullIndex i = 0; i < pull.size(); ++i) {
    const core::PulledObject object = pull.object(i);
    core::RecordBuilder record;
    core::RecordView(object.record).each([&](const core::Fact& fact) {
      record.set(fact.attribute, fact.value);
    });
    out.add(object.object_class, object.natural_id, record);
  }
  for (std::size_t i = 0; i < pull.member_list_count(); ++i) {
    const core::MemberList list = pull.member_list(i);
    std::vector<core::PullIndex> members(list.members.begin(), list.members.end());
    out.add_members(
        list.entitlement, members,
        without == Without::holes_in_members ? core::Completeness::complete : list.completeness);
  }
  for (const core::Gap& gap : pull.gaps()) {
    if (without == Without::holes_in_members && gap.list == core::ListKind::members) continue;
    if (without == Without::holes_in_rights && gap.list == core::ListKind::rights) continue;
    if (without == Without::holes_in_classes && gap.list == core::ListKind::objects) continue;
    out.add_gap(gap);
  }
  for (const auto& held : pull.held()) {
    if (without == Without::held_rows) continue;
    out.add_held(held.object_class, held.natural_id,
                 without == Without::clues ? "\x05\x04none" : held.clues);
  }
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    const auto read = pull.completeness(c);
    const bool lifts = without == Without::holes_in_classes && read == core::Completeness::partial;
    out.set_completeness(c, lifts ? core::Completeness::complete : read);
    const auto from = pull.data_from(c);
    if (from) out.set_data_from(c, without == Without::time_of_data ? pull.started() : *from);
  }
  return out;
}

class SpoiledTown {
 public:
  explicit SpoiledTown(Without without) : without_(without) {
    const char* const memory = "/dev/shm";
    std::string name = (fs::is_directory(memory) ? memory : fs::temp_directory_path().string()) +
                       std::string("/knowing.XXXXXX");
    folder_ = ::mkdtemp(name.data());
  }
  SpoiledTown(const SpoiledTown&) = delete;
  SpoiledTown& operator=(const SpoiledTown&) = delete;
  ~SpoiledTown() { fs::remove_all(folder_); }

  void write(const Files& files, Timestamp when) {
    put("staff.csv", files.staff, when);
    put("accounts.csv", files.accounts, when);
    put("roles.csv", files.roles, when);
    put("grants.csv", files.grants, when);
  }

  void read(store::Store& store, Timestamp now) {
    read_one(store, "staff", "HR", staff_settings(), now);
    read_one(store, "fag", "Fag", system_settings(), now);
  }

  std::string database() const { return folder_ / "rettesnor.db"; }

 private:
  void put(const char* name, const std::string& bytes, Timestamp when) {
    const fs::path path = folder_ / name;
    if (bytes.empty()) {
      fs::remove(path);
      return;
    }
    std::ofstream(path, std::ios::binary) << bytes;
    const utimbuf times{when.time_since_epoch().count(), when.time_since_epoch().count()};
    ::utime(path.c_str(), &times);
  }

  void read_one(store::Store& store, const char* name, const char* system, const json& settings,
                Timestamp now) {
    const store::SourceIdentity identity{name, "csv", system};
    const auto connector =
        connectors::make_connector({name, "csv", system, folder_.string(), &settings});
    ASSERT_TRUE(connector) << connector.error().message << connector.error().code.name;
    const auto pull = (*connector)->read({.now = now, .progress = {}});
    if (!pull) {
      ASSERT_TRUE(store.record_failure(identity, now, core::kept(pull.error())));
      return;
    }
    std::optional<store::Raise> raise;
    if (without_ == Without::breaker) {
      raise = store::Raise{{.removed_percent = 100, .removed_count = 1000, .unit_percent = 100},
                           "HR/x",
                           "without",
                           now};
    }
    const core::Pull kept = stripped(*pull, without_);
    const auto applied = store.apply(kept, identity, raise, store::ApplyMode::apply);
    ASSERT_TRUE(applied) << applied.error().message << applied.error().code.name;
  }

  Without without_;
  fs::path folder_;
};

// ---- what is said, held against what is true ----

const policies::Policy& policy() {
  static const policies::Policy kPolicy = [] {
    policies::Policy out =
        test::Town()
            .with(test::sod("S1").left("Fag:Godkend betaling").right("Fag:Opret kreditor"),
                  test::about("Fag:Slet sag", [](auto& rule) { rule.critical = true; }))
            .policy();
    return out;
  }();
  return kPolicy;
}

class Judge {
 public:
  Judge(const Organisation& before, const Organisation& truth, const core::Snapshot& snapshot,
        const reconcile::Findings& findings)
      : before_(before),
        truth_(truth),
        graph_(reconcile::build_access_graph(snapshot, policy(), test::copenhagen(), kSecond)),
        wholeness_(snapshot),
        findings_(findings) {}

  std::vector<std::string> lies() {
    about_rights();
    about_findings();
    about_orders();
    return std::move(lies_);
  }

 private:
  static constexpr std::string_view kSystem = "fag";

  const core::SnapshotSource* source(std::string_view name) const {
    const auto& sources = graph_.snapshot->sources;
    const auto at = std::ranges::find(sources, name, &core::SnapshotSource::name);
    return at == sources.end() ? nullptr : &*at;
  }
  /// Does the product say that the source tells of today? If not, it says nothing about today.
  bool is_of_today(std::string_view name) const {
    const core::SnapshotSource* const each = source(name);
    if (each == nullptr || each->last_outcome != core::PullOutcome::applied) return false;
    const auto oldest = each->oldest_data();
    return oldest && *oldest > kAct;
  }
  Index account(const std::string& login) const { return graph_.account_by_login("Fag", login); }
  Index right(const std::string& code) const {
    for (Index e = 0; e < graph_.entitlements.size(); ++e) {
      if (graph_.entitlements[e].natural_id == code) return e;
    }
    return core::kNone;
  }
  void lie(const std::string& what) { lies_.push_back(what); }

  /// Who has what, as a page or `access` says it.
  void about_rights() {
    if (!is_of_today(kSystem)) return;
    for (const Right& each : truth_.rights) {
      const Index e = right(each.code);
      if (e == core::kNone || !wholeness_.members(graph_.entitlements[e].object)) continue;
      for (const Somebody& one : truth_.people) {
        const Index a = account(one.login);
        const bool truly = truth_.has.contains({one.login, each.code});
        if (a == core::kNone) {
          if (truly) lie(one.login + " is not there, and has " + each.code);
          continue;
        }
        if (!wholeness_.rights(graph_.accounts[a].object)) continue;
        const auto members = graph_.direct_accounts[e];
        const bool said = std::binary_search(members.begin(), members.end(), a);
        if (said != truly) {
          lie(one.login + (said ? " is said to have " : " is said not to have ") + each.code);
        }
      }
    }
  }

  bool has_finding(std::string_view code, std::string_view subject) const {
    return std::ranges::any_of(findings_, [&](const core::Finding& finding) {
      return finding.code == code && finding.subject.ref == subject;
    });
  }

  void about_findings() {
    for (const core::Finding& finding : findings_) {
      if (finding.code == "ACC_ORPHAN") {
        const Somebody* const one = truth_.by_login(finding.subject.ref.substr(4));
        if (one != nullptr) lie("ACC_ORPHAN of " + one->login + ", who is " + one->name);
      }
      if (finding.code.starts_with("LEAVER_") && finding.code != "LEAVER_UNCONFIRMED") {
        const auto at = std::ranges::find(truth_.people, finding.subject.ref, &Somebody::id);
        if (at != truth_.people.end() && at->last_day.empty()) lie(finding.code + " of " + at->id);
      }
      if (finding.code == "SINGLE_HOLDER" && is_of_today(kSystem) && is_of_today("staff") &&
          truth_.holders("SLET") >= 2) {
        lie("SINGLE_HOLDER, and there are two");
      }
      if (finding.code == "ACC_NEVER_USED") lie("ACC_NEVER_USED, and no file tells of use");
    }
    for (const Somebody& one : truth_.people) {
      if (!one.last_day.empty()) continue;
      const bool truly = truth_.may_both(one.login);
      const bool said = has_finding("SOD_ENTITLEMENT", one.id);
      if (before_.may_both(one.login) && truly && !said)
        lie("the conflict of " + one.id + " is solved");
    }
  }

  /// Somebody says at noon that she took the right away by hand.
  void about_orders() {
    for (const auto& [login, code] : before_.has) {
      core::Order order;
      order.id = core::OrderId(1);
      order.act = core::OrderAct::manual;
      order.source = kSystem;
      order.system = "Fag";
      order.account = login;
      order.account_ref = "Fag/" + login;
      order.expected_login = login;
      order.right = "Fag:" + code;
      order.right_ref = order.right;
      review::OrderStory story{.order = order};
      const auto proof = review::proof_of(graph_, story, {story}, {});
      const auto readings = review::readings_of(*graph_.snapshot);
      const auto reading = readings.find(std::string(kSystem));
      const bool is_later = reading != readings.end() && reading->second > kAct;
      if (proof.found == review::Proof::Found::gone && is_later &&
          truth_.has.contains({login, code})) {
        lie("the removal of " + code + " from " + login + " is verified");
      }
    }
  }

  const Organisation& before_;
  const Organisation& truth_;
  reconcile::AccessGraph graph_;
  reconcile::Wholeness wholeness_;
  const reconcile::Findings& findings_;
  std::vector<std::string> lies_;
};

struct Told {
  std::vector<std::string> lies;
  bool is_clean_and_said = false;  ///< an unspoiled reading said all that is true
};

Told told_of(std::uint32_t seed, Spoil how, Without without) {
  Dice dice(seed);
  const Organisation before = invented(dice);
  const Organisation truth = changed(before, dice);
  SpoiledTown town(without);
  auto store = store::Store::open(town.database());
  if (!store) throw std::runtime_error(store.error().message);
  town.write(files_of(before), kFirst - std::chrono::hours(1));
  town.read(*store, kFirst);
  Files files = files_of(how == Spoil::files_of_before ? before : truth);
  spoil(files, how, truth, dice);
  Timestamp written = kSecond - std::chrono::hours(1);
  if (how == Spoil::files_of_before) written = kFirst - std::chrono::minutes(30);
  if (how == Spoil::files_of_tomorrow) written = kSecond + std::chrono::hours(24);
  town.write(files, written);
  town.read(*store, kSecond);
  const auto moment =
      review::moment_of(*store->latest(), std::make_shared<const policies::Policy>(policy()),
                        test::copenhagen(), kSecond);
  const reconcile::CheckInput input(moment->graph, moment->expected);
  const reconcile::Findings findings = reconcile::run_checks(input);
  Told told;
  told.lies = Judge(before, truth, moment->snapshot, findings).lies();
  told.is_clean_and_said = how == Spoil::none && reconcile::Wholeness(moment->snapshot).is_whole();
  return told;
}

int organisations() {
  const char* const wished = std::getenv("RETTESNOR_ORGANISATIONS");
  return wished == nullptr ? 1000 : std::atoi(wished);
}

TEST(Knowing, NoAnswerSaysMoreThanWasSeen) {
  int clean = 0;
  std::map<int, int> wrong;
  for (int i = 0; i < organisations(); ++i) {
    const auto how = static_cast<Spoil>(i % kSpoils);
    const Told told = told_of(static_cast<std::uint32_t>(i), how, Without::nothing);
    if (told.is_clean_and_said) ++clean;
    for (const std::string& lie : told.lies) {
      if (++wrong[i % kSpoils] <= 3) {
        ADD_FAILURE() << "organisation " << i << ", spoil " << i % kSpoils << ": " << lie;
      }
    }
  }
  EXPECT_EQ(clean, (organisations() + kSpoils - 1) / kSpoils) << "what is whole is said to be so";
}

TEST(Knowing, EachMechanismIsNeeded) {
  for (const Without without :
       {Without::holes_in_members, Without::holes_in_rights, Without::holes_in_classes,
        Without::held_rows, Without::time_of_data, Without::breaker}) {
    int lies = 0;
    for (int i = 0; i < 40 * kSpoils && lies == 0; ++i) {
      const auto how = static_cast<Spoil>(i % kSpoils);
      lies += static_cast<int>(told_of(static_cast<std::uint32_t>(i), how, without).lies.size());
    }
    EXPECT_GT(lies, 0) << "without mechanism " << static_cast<int>(without)
                       << " nothing false is said: the test proves nothing about it";
  }
}

}  // namespace
}  // namespace rettesnor::knowing
