// Writes what a pull changes into history.
#include "store/history/write_history.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace rettesnor::store {
namespace {

using core::PullIndex;

constexpr std::int64_t kAdded = 1;
constexpr std::int64_t kRemoved = 0;

core::Result<void> insert_new(const Writer& writer, const core::Pull& pull, const PullPlan& plan,
                              std::int64_t pull_id) {
  if (plan.added.empty()) return {};
  auto insert = TRY(writer.prepare(
      "INSERT INTO object (source, class, natural_id, id, first_pull, valid_from, record) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)"));
  insert.bind(1, plan.source).bind(5, pull_id);
  for (const PullIndex i : plan.added) {
    const core::PulledObject object = pull.object(i);
    insert.bind(2, static_cast<std::int64_t>(object.object_class))
        .bind_text(3, object.natural_id)
        .bind(4, plan.id_of[i])
        .bind_blob(6, object.record);
    TRY(insert.run());
  }
  auto advance = TRY(writer.prepare("UPDATE next_object SET id = ?1 WHERE one = 1"));
  return advance.bind(1, plan.first_new + static_cast<std::int64_t>(plan.added.size())).run();
}

// Closes the newest versions of objects and opens the next ones, where there is one.
class Versions {
 public:
  static core::Result<Versions> begin(const Writer& writer, std::int64_t source,
                                      std::int64_t pull_id) {
    Versions versions{
        TRY(writer.prepare("INSERT INTO object_past (valid_to, object, source, valid_from, record) "
                           "SELECT ?4, id, source, valid_from, record FROM object "
                           "WHERE source = ?1 AND class = ?2 AND natural_id = ?3")),
        TRY(writer.prepare("UPDATE object SET valid_from = ?4, record = ?5 "
                           "WHERE source = ?1 AND class = ?2 AND natural_id = ?3"))};
    versions.close_.bind(1, source).bind(4, pull_id);
    versions.set_.bind(1, source).bind(4, pull_id);
    return versions;
  }

  core::Result<void> close(core::ObjectClass c, std::string_view natural_id) {
    return close_.bind(2, static_cast<std::int64_t>(c)).bind_text(3, natural_id).run();
  }
  core::Result<void> open(const core::PulledObject& object) {
    return set_.bind(2, static_cast<std::int64_t>(object.object_class))
        .bind_text(3, object.natural_id)
        .bind_blob(5, object.record)
        .run();
  }
  core::Result<void> end(core::ObjectClass c, std::string_view natural_id) {
    return set_.bind(2, static_cast<std::int64_t>(c)).bind_text(3, natural_id).bind_null(5).run();
  }

 private:
  Versions(Statement close, Statement set) : close_(std::move(close)), set_(std::move(set)) {}
  Statement close_;
  Statement set_;
};

core::Result<void> write_versions(const Writer& writer, const core::Pull& pull,
                                  const PullPlan& plan, std::int64_t pull_id) {
  if (plan.changed.empty() && plan.returned.empty() && plan.removed.empty()) return {};
  Versions versions = TRY(Versions::begin(writer, plan.source, pull_id));
  for (const PullIndex i : plan.changed) {
    const core::PulledObject object = pull.object(i);
    TRY(versions.close(object.object_class, object.natural_id));
    TRY(versions.open(object));
  }
  for (const PullIndex i : plan.returned) TRY(versions.open(pull.object(i)));
  for (const RemovedObject& gone : plan.removed) {
    TRY(versions.close(gone.object_class, gone.natural_id));
    TRY(versions.end(gone.object_class, gone.natural_id));
  }
  return {};
}

core::Result<void> write_facts(const Writer& writer, const PullPlan& plan, std::int64_t pull_id) {
  if (plan.facts.empty()) return {};
  auto insert = TRY(writer.prepare(
      "INSERT INTO fact_change (pull, object, attribute, before, after) VALUES (?1, ?2, ?3, ?4, "
      "?5)"));
  insert.bind(1, pull_id);
  for (const ChangedFact& fact : plan.facts) {
    insert.bind(2, fact.object)
        .bind(3, static_cast<std::int64_t>(fact.told.attribute))
        .bind_text(4, fact.told.before)
        .bind_text(5, fact.told.after);
    TRY(insert.run());
  }
  return {};
}

class ListWriter {
 public:
  static core::Result<ListWriter> begin(const Writer& writer, const core::Pull& pull,
                                        const PullPlan& plan, std::int64_t pull_id) {
    return ListWriter{
        pull,
        plan,
        pull_id,
        TRY(writer.prepare("SELECT members FROM member_list WHERE entitlement = ?1")),
        TRY(writer.prepare(
            "INSERT OR REPLACE INTO member_list (entitlement, source, size, members) "
            "VALUES (?1, ?2, ?3, ?4)")),
        TRY(writer.prepare("DELETE FROM member_list WHERE entitlement = ?1")),
        TRY(writer.prepare("INSERT INTO member_change (pull, entitlement, member, what) "
                           "VALUES (?1, ?2, ?3, ?4)"))};
  }

  core::Result<void> write(const ListChange& change) {
    return change.kind == ListChange::Kind::begin ? write_new(change) : write_edit(change);
  }

 private:
  ListWriter(const core::Pull& pull, const PullPlan& plan, std::int64_t pull_id, Statement read,
             Statement put, Statement drop, Statement note)
      : pull_(pull),
        plan_(plan),
        pull_id_(pull_id),
        read_(std::move(read)),
        put_(std::move(put)),
        drop_(std::move(drop)),
        note_(std::move(note)) {}

  core::Result<void> write_new(const ListChange& change) {
    ids_.clear();
    for (const PullIndex i : pull_.member_list(change.list).members) ids_.push_back(plan_.id_of[i]);
    sorter_.sort(ids_);
    TRY(put(change.entitlement));
    // The first pull of a source begins history; only what happens after it is a change.
    if (plan_.beginning == PullPlan::Beginning::first_of_source) return {};
    return note_changes(change.entitlement, ids_, {});
  }

  core::Result<void> write_edit(const ListChange& change) {
    const auto added = std::span(plan_.added_members)
                           .subspan(change.added_begin, change.added_end - change.added_begin);
    const auto removed =
        std::span(plan_.removed_members)
            .subspan(change.removed_begin, change.removed_end - change.removed_begin);
    before_.clear();
    read_.bind(1, change.entitlement);
    if (TRY(read_.step()) == Statement::Step::row) {
      each_member(read_.bytes(0), [this](DenseId id) { before_.push_back(id); });
    }
    read_.reset();
    kept_.clear();
    std::set_difference(before_.begin(), before_.end(), removed.begin(), removed.end(),
                        std::back_inserter(kept_));
    ids_.clear();
    std::set_union(kept_.begin(), kept_.end(), added.begin(), added.end(),
                   std::back_inserter(ids_));
    TRY(put(change.entitlement));
    return note_changes(change.entitlement, added, removed);
  }

  core::Result<void> put(DenseId entitlement) {
    if (ids_.empty()) return drop_.bind(1, entitlement).run();
    bytes_.clear();
    encode_members(ids_, bytes_);
    return put_.bind(1, entitlement)
        .bind(2, plan_.source)
        .bind(3, static_cast<std::int64_t>(ids_.size()))
        .bind_blob(4, bytes_)
        .run();
  }

  // In key order, so that the rows are appended.
  core::Result<void> note_changes(DenseId entitlement, std::span<const DenseId> added,
                                  std::span<const DenseId> removed) {
    note_.bind(1, pull_id_).bind(2, entitlement);
    while (!added.empty() || !removed.empty()) {
      const bool takes_added =
          removed.empty() || (!added.empty() && added.front() < removed.front());
      auto& from = takes_added ? added : removed;
      TRY(note_.bind(3, from.front()).bind(4, takes_added ? kAdded : kRemoved).run());
      from = from.subspan(1);
    }
    return {};
  }

  const core::Pull& pull_;
  const PullPlan& plan_;
  std::int64_t pull_id_;
  Statement read_;
  Statement put_;
  Statement drop_;
  Statement note_;
  IdSorter sorter_;
  std::vector<DenseId> before_;
  std::vector<DenseId> kept_;
  std::vector<DenseId> ids_;
  std::string bytes_;
};

}  // namespace

core::Result<void> write_history(const Writer& writer, const core::Pull& pull, const PullPlan& plan,
                                 std::int64_t pull_id) {
  TRY(insert_new(writer, pull, plan, pull_id));
  TRY(write_versions(writer, pull, plan, pull_id));
  TRY(write_facts(writer, plan, pull_id));
  if (plan.lists.empty()) return {};
  ListWriter lists = TRY(ListWriter::begin(writer, pull, plan, pull_id));
  for (const ListChange& change : plan.lists) TRY(lists.write(change));
  return {};
}

}  // namespace rettesnor::store
