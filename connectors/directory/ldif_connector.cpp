// An exported directory: the same meaning as a live one, read twice from the file.
#include "connectors/directory/ldif_connector.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <set>

#include "connectors/directory/directory_pull.h"
#include "connectors/directory/directory_settings.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldif.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

enum class Sort { account, group, principal, other };

Sort sort_of(const DirectoryEntry& entry, DirectoryFlavour flavour) {
  bool account = false;
  bool group = false;
  for (const std::string_view name : entry.all("objectClass")) {
    const auto is = [&](std::string_view wanted) { return same_name(name, wanted); };
    if (is("foreignSecurityPrincipal")) return Sort::principal;
    if (flavour == DirectoryFlavour::active_directory) {
      if (is("computer")) return Sort::other;
      account = account || is("user");
      group = group || is("group");
    } else {
      account = account || is("inetOrgPerson") || is("posixAccount");
      group = group || is("groupOfNames") || is("groupOfUniqueNames") || is("posixGroup");
    }
  }
  return group ? Sort::group : account ? Sort::account : Sort::other;
}

/// "dc=kommun,dc=example" of a name, normalised; the whole name when it has no such end.
std::string domain_of(std::string_view dn) {
  std::string normal = normalise_dn(dn);
  const auto at = normal.find(",dc=");
  if (at != std::string::npos) normal.erase(0, at + 1);
  return normal;
}

Result<LdifEnd> parse_file(const DirectorySettings& settings, const OnLdifRecord& on_record,
                           const OnLdifTrouble& on_trouble) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen(settings.file.c_str(), "rbe"), &std::fclose);
  if (!file) {
    return fail(ErrorKind::not_found, "source " + settings.source + ": cannot open " +
                                          settings.file_shown + "; check path and its rights");
  }
  LdifParser parser(on_record, on_trouble, settings.max_message);
  std::vector<char> room(1 << 18U);
  std::size_t got = 0;
  while ((got = std::fread(room.data(), 1, room.size(), file.get())) > 0) {
    parser.feed({room.data(), got});
  }
  if (std::ferror(file.get()) != 0) {
    return fail(ErrorKind::unreachable, "source " + settings.source + ": reading " +
                                            settings.file_shown + " broke off; read again");
  }
  return parser.finish();
}

class LdifReading {
 public:
  LdifReading(const DirectorySettings& settings, const PullRequest& request)
      : settings_(settings), request_(request), pull_(settings, request.now) {
    for (const DirectoryHalf* half : {&settings.people, &settings.groups}) {
      auto& bases = half == &settings.people ? people_bases_ : group_bases_;
      for (const std::string& base : half->bases) bases.push_back(normalise_dn(base));
    }
  }

  Result<core::Pull> run();

 private:
  static bool is_ours(std::string_view dn, const std::vector<std::string>& bases) {
    if (bases.empty()) return true;
    const std::string normal = normalise_dn(dn);
    return std::any_of(bases.begin(), bases.end(),
                       [&](const std::string& base) { return is_below(normal, base); });
  }
  void first_pass(const DirectoryEntry& entry, std::int64_t line);
  void second_pass(const DirectoryEntry& entry, std::int64_t line);
  void set_aside(const DirectoryEntry& entry, std::int64_t line, const std::string& reason);
  void note_bases();
  void progress(std::string_view what) {
    if (request_.progress && pull_.pull().size() % 1000 == 0) {
      request_.progress(pull_.pull().size(), what);
    }
  }

  const DirectorySettings& settings_;
  const PullRequest& request_;
  DirectoryPull pull_;
  std::vector<std::string> people_bases_;
  std::vector<std::string> group_bases_;
  std::string last_parent_;
  std::set<std::string> domains_;
};

void LdifReading::first_pass(const DirectoryEntry& entry, std::int64_t line) {
  const std::string_view parent = parent_of(entry.dn);
  if (parent != last_parent_) {
    last_parent_ = parent;
    if (domains_.size() < 64) domains_.insert(domain_of(entry.dn));
  }
  const Sort sort = sort_of(entry, settings_.flavour);
  if (sort == Sort::account && settings_.people.wanted && is_ours(entry.dn, people_bases_)) {
    pull_.take_account(entry, line);
    progress("accounts");
  } else if (sort == Sort::other) {
    pull_.leave_out(entry.dn);
  }
}

void LdifReading::second_pass(const DirectoryEntry& entry, std::int64_t line) {
  if (sort_of(entry, settings_.flavour) != Sort::group || !is_ours(entry.dn, group_bases_)) return;
  const auto group = pull_.take_group(entry, line);
  if (group.range) pull_.break_range(*group.range, "the file does not hold them");
  progress("groups");
}

void LdifReading::set_aside(const DirectoryEntry& entry, std::int64_t line,
                            const std::string& reason) {
  pull_.pull().add_rejected(
      {settings_.file_shown, line,
       (entry.dn.empty() ? std::string() : core::printable(entry.dn, 120) + ": ") + reason});
  const Sort sort = sort_of(entry, settings_.flavour);
  const std::string id = pull_.meaning().natural_id_of(entry);
  const std::string where = settings_.file_shown + " line " + std::to_string(line);
  if (sort == Sort::account && !id.empty()) {
    pull_.pull().add_held(ObjectClass::account, id);
    return;
  }
  if (sort == Sort::group && !id.empty()) {
    pull_.pull().add_held(ObjectClass::entitlement, id);
    return;
  }
  // Whose record it was cannot be told: it may have been anybody's.
  if (settings_.people.wanted) pull_.add_gap(ObjectClass::account, where, reason);
  if (settings_.groups.wanted) pull_.add_gap(ObjectClass::entitlement, where, reason);
}

void LdifReading::note_bases() {
  std::vector<std::string> bases = settings_.people.bases;
  bases.insert(bases.end(), settings_.groups.bases.begin(), settings_.groups.bases.end());
  if (bases.empty()) bases.assign(domains_.begin(), domains_.end());
  pull_.set_bases(bases);
}

Result<core::Pull> LdifReading::run() {
  using core::Completeness;
  if (settings_.people.wanted) {
    pull_.pull().set_completeness(ObjectClass::account, Completeness::complete);
  }
  if (settings_.groups.wanted) {
    pull_.pull().set_completeness(ObjectClass::entitlement, Completeness::complete);
  }
  const auto end = TRY(parse_file(
      settings_, [&](const DirectoryEntry& e, std::int64_t line) { first_pass(e, line); },
      [&](const DirectoryEntry& e, std::int64_t line, const std::string& reason) {
        set_aside(e, line, reason);
      }));
  pull_.end_accounts();
  note_bases();
  if (settings_.groups.wanted) {
    const auto again = TRY(parse_file(
        settings_, [&](const DirectoryEntry& e, std::int64_t line) { second_pass(e, line); },
        [](const DirectoryEntry&, std::int64_t, const std::string&) {}));
    if (again.records != end.records || again.troubles != end.troubles) {
      return fail(ErrorKind::conflict, "source " + settings_.source + ": " + settings_.file_shown +
                                           " was changed while it was read; read again");
    }
  }
  const auto lacking = [&](const std::string& reason) {
    for (const auto& [object_class, wanted] :
         {std::pair(ObjectClass::account, settings_.people.wanted),
          std::pair(ObjectClass::entitlement, settings_.groups.wanted)}) {
      if (wanted) pull_.add_gap(object_class, settings_.file_shown, reason);
    }
  };
  if (!end.incomplete.empty()) lacking(end.incomplete);
  if (static_cast<std::int64_t>(end.records) < settings_.minimum_entries) {
    lacking("it holds " + std::to_string(end.records) +
            " entries, fewer than minimum_entries = " + std::to_string(settings_.minimum_entries));
  }
  if (settings_.people.wanted && pull_.account_count() == 0) {
    pull_.add_gap(ObjectClass::account, settings_.file_shown,
                  "it holds no account: check path, flavour and people.bases");
  }
  // Whom a group names and the file does not hold stays unseen: finish() makes that a gap.
  return pull_.finish(request_.now);
}

class LdifConnector final : public Connector {
 public:
  explicit LdifConnector(DirectorySettings settings) : settings_(std::move(settings)) {}

  Capabilities describe() const override {
    return {{ObjectClass::account, ObjectClass::entitlement}, true, false};
  }
  Result<std::vector<CheckLine>> check(core::Timestamp now) override;
  Result<core::Pull> read(const PullRequest& request) override {
    return LdifReading(settings_, request).run();
  }

 private:
  DirectorySettings settings_;
};

Result<std::vector<CheckLine>> LdifConnector::check(core::Timestamp now) {
  std::vector<CheckLine> lines;
  struct stat facts {};
  if (::stat(settings_.file.c_str(), &facts) != 0) {
    lines.push_back({CheckLine::Verdict::bad, "file",
                     settings_.file_shown + " cannot be opened; check path and its rights"});
    return lines;
  }
  const core::Timestamp written{std::chrono::seconds(facts.st_mtim.tv_sec)};
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(now - written).count();
  lines.push_back({hours > 48 ? CheckLine::Verdict::note : CheckLine::Verdict::good, "file",
                   settings_.file_shown + ", written " + core::to_iso(written) + ", " +
                       std::to_string(hours) + " hours ago"});
  const auto pull = read({now, {}});
  if (!pull) {
    lines.push_back({CheckLine::Verdict::bad, "content", pull.error().message});
    return lines;
  }
  std::array<std::size_t, 2> counts{};
  std::string sample;
  for (std::size_t i = 0; i < pull->size(); ++i) {
    const auto object = pull->object(static_cast<core::PullIndex>(i));
    const bool account = object.object_class == ObjectClass::account;
    ++counts[account ? 0 : 1];
    if (account && counts[0] <= 3) {
      sample += (sample.empty() ? "" : ", ") +
                core::printable(core::RecordView(object.record).get(core::Attribute::login), 40);
    }
  }
  lines.push_back({counts[0] > 0 ? CheckLine::Verdict::good : CheckLine::Verdict::bad, "content",
                   std::to_string(counts[0]) + " accounts, " + std::to_string(counts[1]) +
                       " groups, " + std::to_string(pull->membership_count()) + " memberships"});
  for (const core::Gap& gap : pull->gaps()) {
    lines.push_back({CheckLine::Verdict::bad, gap.what, gap.reason});
  }
  for (const core::RejectedRow& row : pull->rejected()) {
    lines.push_back({CheckLine::Verdict::note, "line " + std::to_string(row.line), row.reason});
    if (lines.size() > 20) break;
  }
  if (!sample.empty()) lines.push_back({CheckLine::Verdict::good, "sample", sample});
  return lines;
}

}  // namespace

Result<std::unique_ptr<Connector>> make_ldif_connector(const SourceSettings& settings) {
  return std::unique_ptr<Connector>(
      std::make_unique<LdifConnector>(TRY(read_directory_settings(settings))));
}

}  // namespace rettesnor::connectors
