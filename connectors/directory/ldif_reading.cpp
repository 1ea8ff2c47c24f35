// One reading of an exported directory: what is asked for, who is whose member, what it lacks.
#include "connectors/directory/ldif_reading.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <set>

#include "connectors/directory/directory_pull.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/entry_class.h"
#include "connectors/directory/ldif.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

/// "dc=kommun,dc=example", or "o=proveby": the top of the tree that a name stands in, normalised.
std::string context_of(std::string_view dn) {
  std::string normal = normalise_dn(dn);
  std::size_t at = normal.rfind(',');
  at = at == std::string::npos ? 0 : at + 1;
  while (at > 0 && std::string_view(normal).substr(at).starts_with("dc=")) {
    const std::size_t before = at < 2 ? std::string::npos : normal.rfind(',', at - 2);
    const std::size_t next = before == std::string::npos ? 0 : before + 1;
    if (!std::string_view(normal).substr(next).starts_with("dc=")) break;
    at = next;
  }
  normal.erase(0, at);
  return normal;
}

/// What says that a file is the one that was looked at before.
struct FileFacts {
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  std::int64_t size = 0;
  std::uint64_t number = 0;
  friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

std::optional<FileFacts> facts_of(const std::string& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return std::nullopt;
  return FileFacts{facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, facts.st_size, facts.st_ino};
}

/// What an entry is told for: the other attributes of a file are passed by.
class AskedAttributes {
 public:
  explicit AskedAttributes(const DirectorySettings& settings) {
    names_ = attributes_of(settings.people);
    const auto groups = attributes_of(settings.groups);
    names_.insert(names_.end(), groups.begin(), groups.end());
    for (const char* name : {"dn", "objectClass", "changetype", "control", "memberOf"}) {
      names_.emplace_back(name);
    }
  }
  bool holds(std::string_view name) const {
    return std::any_of(names_.begin(), names_.end(),
                       [&](const std::string& one) { return same_name(one, name); });
  }

 private:
  std::vector<std::string> names_;
};

Result<LdifEnd> parse_file(const DirectorySettings& settings, const OnLdifRecord& on_record,
                           const OnLdifTrouble& on_trouble, const bool* enough = nullptr) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen(settings.file.c_str(), "rbe"), &std::fclose);
  if (!file) {
    return fail(ErrorKind::not_found, "source " + settings.source + ": cannot open " +
                                          settings.file_shown + "; check path and its rights");
  }
  const AskedAttributes asked(settings);
  LdifParser parser(on_record, on_trouble, settings.max_message,
                    [&](std::string_view name) { return asked.holds(name); });
  std::vector<char> room(1 << 18U);
  std::size_t got = 0;
  while ((got = std::fread(room.data(), 1, room.size(), file.get())) > 0) {
    parser.feed({room.data(), got});
    if (enough != nullptr && *enough) return LdifEnd{};
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
  bool is_ours(const DirectoryEntry& entry, ObjectClass object_class) const {
    return is_ours(entry.dn, object_class == ObjectClass::account ? people_bases_ : group_bases_);
  }
  Result<void> look_for_last_use();
  void take_account(const DirectoryEntry& entry, std::int64_t line);
  void first_pass(const DirectoryEntry& entry, std::int64_t line);
  void second_pass(const DirectoryEntry& entry, std::int64_t line);
  void third_pass(const DirectoryEntry& entry);
  void set_aside(const DirectoryEntry& entry, std::int64_t line, const std::string& reason);
  void note_bases();
  void note_end(const LdifEnd& end);
  void lack(const std::string& reason);
  Result<void> read_groups(const LdifEnd& end);
  Result<void> refuse_what_tells_nothing(const LdifEnd& end) const;
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
  std::set<std::string> contexts_;
  std::size_t with_class_ = 0;
  std::size_t groups_met_ = 0;
};

/// When nobody in the whole file shows a sign-in, it is the export that lacks them.
Result<void> LdifReading::look_for_last_use() {
  if (!settings_.people.wanted ||
      settings_.never_used != DirectorySettings::NeverUsed::when_absent) {
    return {};
  }
  bool seen = false;
  TRY(parse_file(
      settings_,
      [&](const DirectoryEntry& entry, std::int64_t) {
        if (!seen && entry_class_of(entry, settings_.flavour) == EntryClass::account) {
          seen = pull_.meaning().shows_last_use(entry);
        }
      },
      [](const DirectoryEntry&, std::int64_t, const std::string&) {}, &seen));
  if (!seen) pull_.meaning().distrust_last_use();
  return {};
}

void LdifReading::take_account(const DirectoryEntry& entry, std::int64_t line) {
  if (!settings_.people.wanted) return;
  if (!is_ours(entry, ObjectClass::account)) {
    pull_.note_filtered(ObjectClass::account, "people.bases", entry.dn);
    return;
  }
  pull_.take_account(entry, line);
  if (settings_.groups.wanted) {
    for (const std::string_view group : entry.all("memberOf")) pull_.note_member_of(group);
  }
  progress("accounts");
}

void LdifReading::first_pass(const DirectoryEntry& entry, std::int64_t line) {
  if (entry.continues) {
    pull_.expect_more(entry.dn);
    return;
  }
  const std::string_view parent = parent_of(entry.dn);
  if (parent != last_parent_) {
    last_parent_ = parent;
    if (contexts_.size() < 64) contexts_.insert(context_of(entry.dn));
  }
  const EntryClass sort = entry_class_of(entry, settings_.flavour);
  with_class_ += sort == EntryClass::unreadable ? 0 : 1;
  groups_met_ += sort == EntryClass::group ? 1 : 0;
  if (sort == EntryClass::account) {
    take_account(entry, line);
  } else if (sort == EntryClass::group && settings_.groups.wanted &&
             !is_ours(entry, ObjectClass::entitlement)) {
    pull_.note_filtered(ObjectClass::entitlement, "groups.bases", entry.dn);
  } else if (sort == EntryClass::unreadable &&
             (is_ours(entry, ObjectClass::account) || is_ours(entry, ObjectClass::entitlement))) {
    pull_.note_unreadable(entry.dn);
  }
}

void LdifReading::second_pass(const DirectoryEntry& entry, std::int64_t line) {
  if (entry.continues) return pull_.take_more(entry);
  if (entry_class_of(entry, settings_.flavour) != EntryClass::group ||
      !is_ours(entry, ObjectClass::entitlement)) {
    return;
  }
  const auto group = pull_.take_group(entry, line);
  if (group.range) pull_.break_range(*group.range, "the file does not hold them");
  progress("groups");
}

/// Members that are in the file and are not read as accounts or groups.
void LdifReading::third_pass(const DirectoryEntry& entry) {
  using Aside = DirectoryPull::Aside;
  if (entry.continues || pull_.knows(entry.dn)) return;
  switch (entry_class_of(entry, settings_.flavour)) {
    case EntryClass::account: {
      // A trust is a user whose control bits say otherwise.
      const bool ours = settings_.people.wanted && is_ours(entry, ObjectClass::account);
      pull_.take_aside(entry, ours ? Aside::machine : Aside::filtered_account);
      break;
    }
    case EntryClass::group:
      pull_.take_aside(entry, Aside::filtered_group);
      break;
    case EntryClass::machine:
      pull_.take_aside(entry, Aside::machine);
      break;
    case EntryClass::other:
      pull_.take_aside(entry, Aside::other);
      break;
    case EntryClass::principal:
    case EntryClass::unreadable:
      break;
  }
}

void LdifReading::set_aside(const DirectoryEntry& entry, std::int64_t line,
                            const std::string& reason) {
  pull_.pull().add_rejected({settings_.file_shown, line, reason});
  const EntryClass sort = entry_class_of(entry, settings_.flavour);
  const std::string id = pull_.meaning().natural_id_of(entry);
  const std::string where = settings_.file_shown + " line " + std::to_string(line);
  if (sort == EntryClass::account && !id.empty()) {
    core::RecordBuilder clues;
    pull_.meaning().read_account(entry, clues);
    pull_.pull().add_held(ObjectClass::account, id, clues.bytes());
    return;
  }
  if (sort == EntryClass::group && !id.empty()) {
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
  if (bases.empty()) bases.assign(contexts_.begin(), contexts_.end());
  pull_.set_bases(bases);
}

void LdifReading::lack(const std::string& reason) {
  for (const auto& [object_class, wanted] :
       {std::pair(ObjectClass::account, settings_.people.wanted),
        std::pair(ObjectClass::entitlement, settings_.groups.wanted)}) {
    if (wanted) pull_.add_gap(object_class, settings_.file_shown, reason);
  }
}

void LdifReading::note_end(const LdifEnd& end) {
  if (!end.incomplete.empty()) lack(end.incomplete);
  if (static_cast<std::int64_t>(end.records) < settings_.minimum_entries) {
    lack("it holds " + std::to_string(end.records) +
         " entries, fewer than minimum_entries = " + std::to_string(settings_.minimum_entries));
  }
  for (const std::string& url : end.references) {
    if (settings_.people.wanted) {
      pull_.note_reference(ObjectClass::account, settings_.file_shown, url);
    }
    if (settings_.groups.wanted) {
      pull_.note_reference(ObjectClass::entitlement, settings_.file_shown, url);
    }
  }
  for (const auto& [attribute, count] : end.set_aside) {
    pull_.add_note(
        ObjectClass::account, attribute,
        core::kept(core::ErrorCode{"ldif_values_set_aside"}, {{"n", std::to_string(count)}}));
  }
  if (settings_.people.wanted && pull_.account_count() == 0) {
    pull_.add_gap(ObjectClass::account, settings_.file_shown,
                  "it holds no account: check path, flavour and people.bases");
  }
  if (settings_.groups.wanted && pull_.group_count() == 0) {
    pull_.add_gap(ObjectClass::entitlement, settings_.file_shown,
                  core::kept(core::ErrorCode{"ldif_no_group"}, {}));
  }
}

/// An export that left out what says who and what its entries are is no reading of the directory.
Result<void> LdifReading::refuse_what_tells_nothing(const LdifEnd& end) const {
  if (end.records > 0 && with_class_ == 0) {
    return fail(ErrorKind::invalid_input, core::ErrorCode{"ldif_without_classes"},
                {{"source", settings_.source}, {"file", settings_.file_shown}});
  }
  if (settings_.groups.wanted && groups_met_ == 0 && pull_.any_member_of()) {
    return fail(ErrorKind::invalid_input, core::ErrorCode{"ldif_without_groups"},
                {{"source", settings_.source}, {"file", settings_.file_shown}});
  }
  return {};
}

Result<void> LdifReading::read_groups(const LdifEnd& end) {
  const auto nothing = [](const DirectoryEntry&, std::int64_t, const std::string&) {};
  const auto again = TRY(parse_file(
      settings_, [&](const DirectoryEntry& e, std::int64_t line) { second_pass(e, line); },
      nothing));
  if (again.records != end.records || again.troubles != end.troubles) {
    return fail(ErrorKind::conflict, core::ErrorCode{"ldif_changed_while_read"},
                {{"source", settings_.source}, {"file", settings_.file_shown}});
  }
  if (!pull_.awaits_any()) return {};
  TRY(parse_file(
      settings_, [&](const DirectoryEntry& e, std::int64_t) { third_pass(e); }, nothing));
  return {};
}

Result<core::Pull> LdifReading::run() {
  using core::Completeness;
  const auto before = facts_of(settings_.file);
  if (settings_.people.wanted) {
    pull_.pull().set_completeness(ObjectClass::account, Completeness::complete);
  }
  if (settings_.groups.wanted) {
    pull_.pull().set_completeness(ObjectClass::entitlement, Completeness::complete);
  }
  TRY(look_for_last_use());
  const auto end = TRY(parse_file(
      settings_, [&](const DirectoryEntry& e, std::int64_t line) { first_pass(e, line); },
      [&](const DirectoryEntry& e, std::int64_t line, const std::string& reason) {
        set_aside(e, line, reason);
      }));
  TRY(refuse_what_tells_nothing(end));
  pull_.end_accounts();
  note_bases();
  if (settings_.groups.wanted) TRY(read_groups(end));
  if (facts_of(settings_.file) != before) {
    return fail(ErrorKind::conflict, core::ErrorCode{"ldif_changed_while_read"},
                {{"source", settings_.source}, {"file", settings_.file_shown}});
  }
  if (before) {
    const core::Timestamp written{std::chrono::seconds(before->seconds)};
    pull_.pull().set_data_from(ObjectClass::account, written);
    pull_.pull().set_data_from(ObjectClass::entitlement, written);
  }
  note_end(end);
  // Whom a group names and the file does not hold stays unseen: finish() makes that a gap.
  return pull_.finish(request_.now);
}

}  // namespace

Result<core::Pull> read_ldif(const DirectorySettings& settings, const PullRequest& request) {
  return LdifReading(settings, request).run();
}

}  // namespace rettesnor::connectors
