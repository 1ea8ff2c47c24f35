// Fills a snapshot's arrays from the tables of history.
#include "store/history/snapshot_builder.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "store/row_fields.h"

namespace rettesnor::store {
namespace {

using core::Index;
using core::kNone;

/// `what` is a name for whoever mends it: "object_beyond_counter".
tl::unexpected<core::Error> damaged(std::string_view what) {
  return core::fail(core::ErrorKind::corrupt, core::ErrorCode{"history_damaged"},
                    {{"what", std::string(what)}});
}

}  // namespace

bool SnapshotBuilder::has_later_pulls() const {
  return std::any_of(course_.sources.begin(), course_.sources.end(),
                     [](const SourceAt& source) { return source.upto != source.newest; });
}

// Every byte of the arena comes from the file once, so that the file's size is room enough and the
// arena never moves. Pages of it that are not used are never touched.
core::Result<void> SnapshotBuilder::reserve_arena() {
  const std::int64_t pages = TRY(reader_.number("PRAGMA page_count"));
  const std::int64_t page_size = TRY(reader_.number("PRAGMA page_size"));
  const std::int64_t unused = TRY(reader_.number("PRAGMA freelist_count"));
  arena_->reserve(static_cast<std::size_t>((pages - unused) * page_size));
  return {};
}

std::string_view SnapshotBuilder::keep(std::string_view bytes) {
  const std::size_t at = arena_->size();
  arena_->append(bytes);
  return std::string_view(*arena_).substr(at, bytes.size());
}

core::Result<void> SnapshotBuilder::read_past_versions() {
  std::int64_t oldest = INT64_MAX;
  std::map<std::int64_t, std::int64_t> upto;
  for (const SourceAt& source : course_.sources) {
    if (source.upto == source.newest) continue;
    oldest = std::min(oldest, source.upto);
    upto[source.id] = source.upto;
  }
  auto query = TRY(reader_.prepare(
      "SELECT object, source, valid_from, valid_to, record FROM object_past WHERE valid_to > ?1"));
  query.bind(1, oldest);
  while (TRY(query.step()) == Statement::Step::row) {
    const auto source = upto.find(query.integer(1));
    if (source == upto.end() || query.integer(2) > source->second ||
        query.integer(3) <= source->second) {
      continue;
    }
    past_.emplace(static_cast<DenseId>(query.integer(0)), keep(query.bytes(4)));
  }
  return {};
}

core::Result<void> SnapshotBuilder::read_source(Statement& query, Index source) {
  const SourceAt& at = course_.sources[source];
  query.bind(1, at.id);
  while (TRY(query.step()) == Statement::Step::row) {
    const auto id = query.integer(2);
    const auto first_pull = static_cast<std::size_t>(query.integer(3));
    if (static_cast<std::size_t>(id) >= position_of_.size() ||
        first_pull >= course_.started.size()) {
      return damaged("object_beyond_counter");
    }
    std::string_view record;
    if (query.integer(4) <= at.upto) {
      if (query.is_null(5)) continue;
      record = keep(query.bytes(5));
    } else {
      const auto past = past_.find(static_cast<DenseId>(id));
      if (past == past_.end()) continue;
      record = past->second;
    }
    position_of_[static_cast<std::size_t>(id)] = static_cast<Index>(snapshot_.objects.size());
    snapshot_.objects.push_back({.id = core::ObjectId(id),
                                 .source = source,
                                 .object_class = static_cast<core::ObjectClass>(query.integer(0)),
                                 .natural_id = keep(query.bytes(1)),
                                 .record = record,
                                 .first_seen = course_.started[first_pull]});
  }
  query.reset();
  return {};
}

core::Result<void> SnapshotBuilder::read_objects() {
  TRY(reserve_arena());
  const std::int64_t next = TRY(reader_.number("SELECT id FROM next_object WHERE one = 1"));
  position_of_.assign(static_cast<std::size_t>(next), kNone);
  // The counter is at least the number of objects that are there, and close to it.
  snapshot_.objects.reserve(static_cast<std::size_t>(next));
  if (has_later_pulls()) TRY(read_past_versions());
  auto query = TRY(reader_.prepare(
      "SELECT class, natural_id, id, first_pull, valid_from, record FROM object WHERE source = ?1 "
      "ORDER BY class, natural_id"));
  for (Index source = 0; source < course_.sources.size(); ++source) {
    if (course_.sources[source].upto == 0) continue;
    TRY(read_source(query, source));
  }
  past_.clear();
  return {};
}

core::Result<void> SnapshotBuilder::read_walk_back() {
  std::int64_t oldest = INT64_MAX;
  for (const SourceAt& source : course_.sources) {
    if (source.upto != source.newest) oldest = std::min(oldest, source.upto);
  }
  // The first change after the moment tells how it was before: added = was absent.
  std::map<std::pair<DenseId, DenseId>, bool> was_present;
  auto query =
      TRY(reader_.prepare("SELECT pull, entitlement, member, what FROM member_change "
                          "WHERE pull > ?1 ORDER BY pull, entitlement, member"));
  query.bind(1, oldest);
  while (TRY(query.step()) == Statement::Step::row) {
    const auto pull = static_cast<std::size_t>(query.integer(0));
    if (pull >= course_.source_of_pull.size()) return damaged("members_of_no_pull");
    const Index source = course_.source_of_pull[pull];
    if (source == kNone || query.integer(0) <= course_.sources[source].upto) continue;
    was_present.try_emplace(
        {static_cast<DenseId>(query.integer(1)), static_cast<DenseId>(query.integer(2))},
        query.integer(3) == 0);
  }
  for (const auto& [membership, present] : was_present) {
    WalkBack& back = walk_back_[membership.first];
    (present ? back.present : back.absent).push_back(membership.second);
  }
  return {};
}

// Leaves positions in snapshot_.members, ascending.
core::Result<void> SnapshotBuilder::append_members(DenseId entitlement, std::string_view members) {
  const std::size_t begin = snapshot_.members.size();
  auto& all = snapshot_.members;
  const auto back = walk_back_.find(entitlement);
  bool is_known = true;
  const auto append = [&](DenseId id) {
    const Index position = position_of(id);
    is_known = is_known && position != kNone;
    all.push_back(position);
  };
  Decoded decoded = Decoded::whole;
  if (back == walk_back_.end()) {
    decoded = each_member(members, append);
  } else {
    ids_.clear();
    decoded = each_member(members, [this](DenseId id) { ids_.push_back(id); });
    const WalkBack& walk = back->second;
    std::vector<DenseId> kept;
    std::set_difference(ids_.begin(), ids_.end(), walk.absent.begin(), walk.absent.end(),
                        std::back_inserter(kept));
    ids_.clear();
    std::set_union(kept.begin(), kept.end(), walk.present.begin(), walk.present.end(),
                   std::back_inserter(ids_));
    std::for_each(ids_.begin(), ids_.end(), append);
  }
  if (decoded == Decoded::corrupt) return damaged("member_list");
  if (!is_known) return damaged("member_without_object");
  sorter_.sort(std::span(all).subspan(begin));
  return {};
}

core::Result<void> SnapshotBuilder::read_members() {
  if (has_later_pulls()) TRY(read_walk_back());
  const std::size_t count = snapshot_.objects.size();
  // Lists come in the order of ids, and are wanted in the order of positions.
  std::vector<StoredList> lists(count, StoredList{0, 0});
  std::string bytes;
  std::size_t members = 0;
  auto query = TRY(reader_.prepare("SELECT entitlement, size, members FROM member_list"));
  while (TRY(query.step()) == Statement::Step::row) {
    const Index position = position_of(query.integer(0));
    if (position == kNone) continue;
    const std::string_view stored = query.bytes(2);
    lists[position] = {bytes.size(), stored.size()};
    bytes.append(stored);
    members += static_cast<std::size_t>(query.integer(1));
  }
  snapshot_.members.reserve(members);
  snapshot_.member_begin.reserve(count + 1);
  for (Index position = 0; position < count; ++position) {
    snapshot_.member_begin.push_back(static_cast<std::uint32_t>(snapshot_.members.size()));
    const StoredList& list = lists[position];
    const auto id = static_cast<DenseId>(snapshot_.objects[position].id.value);
    if (list.size == 0 && (walk_back_.empty() || !walk_back_.contains(id))) continue;
    TRY(append_members(id, std::string_view(bytes).substr(list.at, list.size)));
  }
  snapshot_.member_begin.push_back(static_cast<std::uint32_t>(snapshot_.members.size()));
  return {};
}

core::Result<void> SnapshotBuilder::read_changes() {
  using What = core::MembershipChange::What;
  auto query =
      TRY(reader_.prepare("SELECT pull, entitlement, member, what FROM member_change ORDER BY "
                          "pull, entitlement, member"));
  while (TRY(query.step()) == Statement::Step::row) {
    const auto pull = static_cast<std::size_t>(query.integer(0));
    if (pull >= course_.source_of_pull.size()) return damaged("members_of_no_pull");
    const Index source = course_.source_of_pull[pull];
    if (source == kNone || query.integer(0) > course_.sources[source].upto) continue;
    const Index entitlement = position_of(query.integer(1));
    if (entitlement == kNone) continue;
    snapshot_.changes.push_back({.entitlement = entitlement,
                                 .member = position_of(query.integer(2)),
                                 .seen = course_.started[pull],
                                 .what = query.integer(3) == 1 ? What::added : What::removed});
  }
  // Stable: what two pulls of one second say about one membership stays in the order of the pulls.
  std::stable_sort(snapshot_.changes.begin(), snapshot_.changes.end(),
                   [](const core::MembershipChange& a, const core::MembershipChange& b) {
                     return std::tie(a.seen, a.entitlement, a.member) <
                            std::tie(b.seen, b.entitlement, b.member);
                   });
  return {};
}

core::Result<void> SnapshotBuilder::read_facts() {
  auto query = TRY(reader_.prepare(
      "SELECT pull, object, attribute, before, after FROM fact_change ORDER BY pull"));
  while (TRY(query.step()) == Statement::Step::row) {
    const auto pull = static_cast<std::size_t>(query.integer(0));
    if (pull >= course_.source_of_pull.size()) return damaged("fact_of_no_pull");
    const Index source = course_.source_of_pull[pull];
    if (source == kNone || query.integer(0) > course_.sources[source].upto) continue;
    const Index object = position_of(query.integer(1));
    if (object == kNone) continue;
    snapshot_.fact_changes.push_back({.object = object,
                                      .attribute = static_cast<core::Attribute>(query.integer(2)),
                                      .before = keep(query.bytes(3)),
                                      .after = keep(query.bytes(4)),
                                      .seen = course_.started[pull]});
  }
  std::stable_sort(snapshot_.fact_changes.begin(), snapshot_.fact_changes.end(),
                   [](const core::FactChange& a, const core::FactChange& b) {
                     return std::tie(a.object, a.seen, a.attribute) <
                            std::tie(b.object, b.seen, b.attribute);
                   });
  return {};
}

// The newest word on an object that is gone closed its last version in the pull since which it is
// gone. One that came back after the moment asked about is left out: it is told of as it is now.
core::Result<void> SnapshotBuilder::read_vanished() {
  auto query = TRY(reader_.prepare(
      "SELECT o.class, o.natural_id, o.first_pull, o.valid_from, p.record FROM object o "
      "JOIN object_past p ON p.valid_to = o.valid_from AND p.object = o.id "
      "WHERE o.source = ?1 AND o.record IS NULL AND o.class <> ?2 AND o.valid_from <= ?3 "
      "ORDER BY o.class, o.natural_id"));
  for (Index source = 0; source < course_.sources.size(); ++source) {
    const SourceAt& at = course_.sources[source];
    if (at.upto == 0) continue;
    query.bind(1, at.id)
        .bind(2, static_cast<std::int64_t>(core::ObjectClass::grant))
        .bind(3, at.upto);
    while (TRY(query.step()) == Statement::Step::row) {
      const auto first = static_cast<std::size_t>(query.integer(2));
      const auto gone = static_cast<std::size_t>(query.integer(3));
      if (first >= course_.started.size() || gone >= course_.started.size()) {
        return damaged("vanished_in_no_pull");
      }
      snapshot_.vanished.push_back(
          {.source = source,
           .object_class = static_cast<core::ObjectClass>(query.integer(0)),
           .natural_id = keep(query.bytes(1)),
           .record = keep(query.bytes(4)),
           .first_seen = course_.started[first],
           .gone = course_.started[gone]});
    }
    query.reset();
  }
  return {};
}

core::Result<void> SnapshotBuilder::read_links() {
  // The newest word comes last for each account.
  auto query = TRY(reader_.prepare(
      "SELECT account, person, person_source, decided_by, reason, decided_at, accepted_until "
      "FROM settled_link WHERE decided_at <= ?1 ORDER BY account, decided_at, id"));
  query.bind(1, seconds_of(snapshot_.as_of.moment));
  std::map<Index, core::SettledLink> newest;
  while (TRY(query.step()) == Statement::Step::row) {
    const Index account = position_of(query.integer(0));
    if (account == kNone) continue;
    newest.insert_or_assign(account, core::SettledLink{.account = account,
                                                       .person = std::string(query.bytes(1)),
                                                       .person_source = std::string(query.bytes(2)),
                                                       .decided_by = std::string(query.bytes(3)),
                                                       .reason = std::string(query.bytes(4)),
                                                       .decided_at = moment_of(query.integer(5)),
                                                       .accepted_until = day_at(query, 6)});
  }
  for (auto& [account, link] : newest) snapshot_.links.push_back(std::move(link));
  return {};
}

// What a name meant when it was first met, it meant before: the first word counts backwards as
// well.
core::Result<void> SnapshotBuilder::read_bindings() {
  auto query = TRY(
      reader_.prepare("SELECT system, name, source, natural_id, called, bound_at FROM name_binding "
                      "ORDER BY system, name, id"));
  while (TRY(query.step()) == Statement::Step::row) {
    core::NameBinding word{.system = std::string(query.bytes(0)),
                           .name = std::string(query.bytes(1)),
                           .source = std::string(query.bytes(2)),
                           .natural_id = std::string(query.bytes(3)),
                           .called = std::string(query.bytes(4)),
                           .at = moment_of(query.integer(5))};
    auto& bindings = snapshot_.bindings;
    const bool is_first = bindings.empty() || bindings.back().system != word.system ||
                          bindings.back().name != word.name;
    if (is_first) {
      bindings.push_back(std::move(word));
    } else if (word.at <= snapshot_.as_of.moment) {
      bindings.back() = std::move(word);
    }
  }
  return {};
}

core::Snapshot SnapshotBuilder::take() {
  for (const SourceAt& source : course_.sources) snapshot_.sources.push_back(source.told);
  snapshot_.arena = std::move(arena_);
  return std::move(snapshot_);
}

}  // namespace rettesnor::store
