// What `check` says of a live directory: each thing that a pull needs, tried once.
#include <algorithm>
#include <cstdlib>

#include "connectors/directory/directory_meaning.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_directory.h"
#include "connectors/directory/ldap_open.h"
#include "connectors/directory/ldap_session.h"
#include "connectors/transport/certificate.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Result;
using Verdict = CheckLine::Verdict;
using Clock = std::chrono::steady_clock;

constexpr int kSample = 200;
constexpr int kMostLeftOut = 1000;
constexpr std::int64_t kMostSkew = 300;

class Check {
 public:
  Check(const DirectorySettings& settings, core::Timestamp now)
      : settings_(settings), now_(now), meaning_(settings) {}

  std::vector<CheckLine> run();

 private:
  void say(Verdict verdict, std::string what, std::string detail) {
    lines_.push_back({verdict, std::move(what), std::move(detail)});
  }
  void say_connection();
  void say_certificate();
  void say_clock();
  void say_filter(const DirectoryHalf& half, const char* setting, const std::string& base);
  void say_people(const std::string& base);
  void say_groups(const std::string& base);
  std::vector<std::string> bases_of(const DirectoryHalf& half) const;
  /// True when the search gave all that it was asked for; says what went wrong otherwise.
  bool look(const LdapSearch& search, const std::string& what, const LdapSession::OnEntry& take);

  const DirectorySettings& settings_;
  core::Timestamp now_;
  Clock::time_point begun_ = Clock::now();
  DirectoryMeaning meaning_;
  OpenDirectory server_;
  std::vector<CheckLine> lines_;
  std::string sample_;
};

std::vector<std::string> Check::bases_of(const DirectoryHalf& half) const {
  if (!half.bases.empty() || !half.wanted || server_.root.default_base.empty()) return half.bases;
  return {server_.root.default_base};
}

void Check::say_connection() {
  const LdapSecurity& security = server_.session->security();
  say(Verdict::good, "connection", server_.url + ", " + security.protocol);
  say(Verdict::good, "bind",
      settings_.bind == DirectorySettings::Bind::gssapi
          ? std::string("signed in by Kerberos")
          : "signed in as " + core::printable(settings_.user, 120));
  if (settings_.flavour == DirectoryFlavour::active_directory &&
      !server_.root.is_active_directory) {
    say(Verdict::bad, "server",
        "it does not call itself an Active Directory; use kind = \"ldap\" for other servers");
  }
}

void Check::say_certificate() {
  const std::string& der = server_.session->security().certificate;
  if (der.empty()) return;
  const auto facts = read_certificate(der);
  if (!facts) return say(Verdict::bad, "certificate", facts.error().message);
  const auto days = std::chrono::duration_cast<core::Days>(facts->valid_to - now_).count();
  say(days < 30 ? Verdict::note : Verdict::good, "certificate",
      facts->subject + ", issued by " + facts->issuer + ", valid to " +
          core::to_iso(facts->valid_to) + " (" + std::to_string(days) + " days left)");
}

void Check::say_clock() {
  const auto skew = clock_skew(server_.root, now_, Clock::now() - begun_);
  if (!skew) return;
  say(std::abs(*skew) > kMostSkew ? Verdict::bad : Verdict::good, "clock",
      "the server is " + std::to_string(std::abs(*skew)) + " s " +
          (*skew < 0 ? "behind" : "ahead") +
          (std::abs(*skew) > kMostSkew ? "; set both clocks by one time server" : ""));
}

bool Check::look(const LdapSearch& search, const std::string& what,
                 const LdapSession::OnEntry& take) {
  const auto end = server_.session->search(search, std::nullopt, take);
  if (!end) return say(Verdict::bad, what, end.error().message), false;
  // Size limit exceeded is what was asked for.
  if (end->code != 0 && end->code != 4) return say(Verdict::bad, what, end->words), false;
  return true;
}

/// Whom a filter of the settings leaves out, counted without it.
void Check::say_filter(const DirectoryHalf& half, const char* setting, const std::string& base) {
  if (half.filter == half.class_filter) return;
  const LdapSearch search{base,
                          LdapSearch::Scope::subtree,
                          "(&" + half.class_filter + "(!" + half.filter + "))",
                          {"1.1"},
                          kMostLeftOut};
  const std::string what = std::string(setting) + " " + half.filter;
  std::size_t count = 0;
  std::string example;
  const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
    if (count++ == 0) example = shown_dn(entry.dn);
    return {};
  };
  if (!look(search, what, take) || count == 0) return;
  say(Verdict::note, what,
      core::kept(core::ErrorCode{"directory_filtered"},
                 {{"n", (count >= static_cast<std::size_t>(kMostLeftOut) ? ">= " : "") +
                            std::to_string(count)},
                  {"example", example}}));
}

void Check::say_people(const std::string& base) {
  const std::string what = "people below " + core::printable(base, 120);
  const LdapSearch search{base, LdapSearch::Scope::subtree, settings_.people.filter,
                          attributes_of(settings_.people), kSample};
  std::size_t count = 0;
  std::size_t used = 0;
  std::size_t keyless = 0;
  core::RecordBuilder builder;
  const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
    const EntryReading reading = meaning_.read_account(entry, builder);
    if (reading.outcome == EntryReading::Outcome::no_key) ++keyless;
    if (reading.outcome != EntryReading::Outcome::good) return {};
    const std::string bytes = builder.bytes();
    const core::RecordView record(bytes);
    if (!record.get(core::Attribute::last_used).empty()) ++used;
    if (++count <= 3) {
      sample_ += (sample_.empty() ? "" : ", ") + core::printable(reading.login, 40);
    }
    return {};
  };
  if (!look(search, what, take)) return;
  if (keyless > 0) {
    say(Verdict::bad, what,
        std::to_string(keyless) +
            " entries have no readable natural id; give the right to read it");
  }
  if (count == 0) {
    return say(Verdict::bad, what,
               "not one account is visible; check base_dns, people.filter and the right to read");
  }
  say(Verdict::good, what,
      (count >= kSample ? "at least " : "") + std::to_string(count) + " accounts are visible");
  if (used == 0 && count >= 20) {
    say(Verdict::note, "last sign-in below " + core::printable(base, 120),
        "none of " + std::to_string(count) +
            " accounts shows one: dormant accounts cannot be found; check the right to read it");
  }
}

void Check::say_groups(const std::string& base) {
  const std::string what = "groups below " + core::printable(base, 120);
  const LdapSearch search{base, LdapSearch::Scope::subtree, settings_.groups.filter,
                          attributes_of(settings_.groups), 20};
  std::size_t count = 0;
  std::size_t members = 0;
  const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
    ++count;
    const ToldMembers told = meaning_.read_members(entry);
    members += told.names.size() + told.logins.size();
    return {};
  };
  if (!look(search, what, take)) return;
  if (count == 0) {
    return say(Verdict::bad, what,
               "not one is visible; check base_dns and groups.filter, or set groups.bases = []");
  }
  if (members == 0) {
    return say(Verdict::bad, what,
               "none of " + std::to_string(count) +
                   " groups shows a member; check the right to read member");
  }
  say(Verdict::good, what, "visible, with their members");
}

std::vector<CheckLine> Check::run() {
  auto opened = open_directory(settings_, begun_ + settings_.pull_timeout);
  if (!opened) {
    say(Verdict::bad, "connection", opened.error().message);
    return std::move(lines_);
  }
  server_ = std::move(*opened);
  say_connection();
  say_certificate();
  say_clock();
  for (const std::string& base : bases_of(settings_.people)) {
    say_people(base);
    say_filter(settings_.people, "people.filter", base);
  }
  for (const std::string& base : bases_of(settings_.groups)) {
    say_groups(base);
    say_filter(settings_.groups, "groups.filter", base);
  }
  if (!sample_.empty()) say(Verdict::good, "sample", sample_);
  return std::move(lines_);
}

}  // namespace

Result<std::vector<CheckLine>> check_ldap_directory(const DirectorySettings& settings,
                                                    core::Timestamp now) {
  return Check(settings, now).run();
}

}  // namespace rettesnor::connectors
