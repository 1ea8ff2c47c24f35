// Tells in words what a pull would change, for people who decide on it.
#include "store/history/change_lines.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/record.h"
#include "core/text.h"

namespace rettesnor::store {
namespace {

using core::Attribute;
using core::ObjectClass;
using core::PullIndex;
using core::RecordView;
using What = ChangeLine::What;

struct Named {
  ObjectClass object_class;
  std::string natural_id;
  std::string label;  // "Mette Holm (meho)"
};

std::string label_of(std::string_view record, std::string_view natural_id) {
  const RecordView view(record);
  const std::string_view name = view.get(Attribute::name);
  const std::string_view login = view.get(Attribute::login);
  if (name.empty()) return core::printable(login.empty() ? natural_id : login);
  std::string label = core::printable(name);
  if (!login.empty()) label += " (" + core::printable(login) + ")";
  return label;
}

using Values = std::map<Attribute, std::string>;

Values values_of(std::string_view record) {
  Values values;
  RecordView(record).each([&values](const core::Fact& fact) {
    std::string& text = values[fact.attribute];
    if (!text.empty()) text += ", ";
    text += core::printable(fact.value, 80);
  });
  return values;
}

std::string difference(std::string_view before, std::string_view after) {
  const Values old_values = values_of(before);
  const Values new_values = values_of(after);
  std::set<Attribute> attributes;
  for (const auto& [attribute, text] : old_values) attributes.insert(attribute);
  for (const auto& [attribute, text] : new_values) attributes.insert(attribute);
  const auto shown = [](const Values& values, Attribute attribute) {
    const auto found = values.find(attribute);
    return found == values.end() ? std::string("–") : found->second;
  };
  std::string detail;
  for (const Attribute attribute : attributes) {
    const std::string was = shown(old_values, attribute);
    const std::string is = shown(new_values, attribute);
    if (was == is) continue;
    if (!detail.empty()) detail += "; ";
    detail.append(core::name_of(attribute)).append(": ").append(was).append(" → ").append(is);
  }
  return detail;
}

class LineWriter {
 public:
  LineWriter(const Reader& reader, const core::Pull& pull, const PullPlan& plan)
      : reader_(reader), pull_(pull), plan_(plan) {}

  core::Result<void> add_removed_objects();
  core::Result<void> add_members(What what);
  core::Result<void> add_changed_objects();
  void add_new_objects();
  std::vector<ChangeLine> take() { return std::move(lines_); }

 private:
  struct Membership {
    DenseId entitlement;
    DenseId member;
  };
  bool is_full() const { return lines_.size() >= kMostChangeLines; }
  core::Result<std::string> record_before(ObjectClass c, std::string_view natural_id) const;
  std::vector<Membership> memberships(What what) const;
  core::Result<std::map<DenseId, Named>> names_of(const std::set<DenseId>& ids) const;
  void name_pulled(const std::set<DenseId>& ids, std::map<DenseId, Named>& names) const;

  const Reader& reader_;
  const core::Pull& pull_;
  const PullPlan& plan_;
  std::vector<ChangeLine> lines_;
};

core::Result<std::string> LineWriter::record_before(ObjectClass c,
                                                    std::string_view natural_id) const {
  auto query = TRY(reader_.prepare(
      "SELECT record FROM object WHERE source = ?1 AND class = ?2 AND natural_id = ?3"));
  query.bind(1, plan_.source).bind(2, static_cast<std::int64_t>(c)).bind_text(3, natural_id);
  if (TRY(query.step()) == Statement::Step::done) return std::string();
  return std::string(query.bytes(0));
}

core::Result<void> LineWriter::add_removed_objects() {
  for (const RemovedObject& gone : plan_.removed) {
    if (is_full()) break;
    const std::string record = TRY(record_before(gone.object_class, gone.natural_id));
    lines_.push_back(
        {What::removed, gone.object_class, gone.natural_id, label_of(record, gone.natural_id), ""});
  }
  return {};
}

core::Result<void> LineWriter::add_changed_objects() {
  for (const PullIndex i : plan_.changed) {
    if (is_full()) break;
    const core::PulledObject object = pull_.object(i);
    const std::string before = TRY(record_before(object.object_class, object.natural_id));
    lines_.push_back({What::changed, object.object_class, std::string(object.natural_id),
                      label_of(object.record, object.natural_id),
                      difference(before, object.record)});
  }
  return {};
}

void LineWriter::add_new_objects() {
  std::vector<PullIndex> objects = plan_.added;
  objects.insert(objects.end(), plan_.returned.begin(), plan_.returned.end());
  std::sort(objects.begin(), objects.end(), [this](PullIndex a, PullIndex b) {
    const core::PulledObject left = pull_.object(a);
    const core::PulledObject right = pull_.object(b);
    return std::tie(left.object_class, left.natural_id) <
           std::tie(right.object_class, right.natural_id);
  });
  for (const PullIndex i : objects) {
    if (is_full()) return;
    const core::PulledObject object = pull_.object(i);
    lines_.push_back({What::added, object.object_class, std::string(object.natural_id),
                      label_of(object.record, object.natural_id), ""});
  }
}

// No more than can be shown: the pull may hold millions.
std::vector<LineWriter::Membership> LineWriter::memberships(What what) const {
  const std::size_t room = kMostChangeLines - std::min(lines_.size(), kMostChangeLines);
  std::vector<Membership> found;
  for (const ListChange& change : plan_.lists) {
    const bool is_added = what == What::member_added;
    if (change.kind == ListChange::Kind::begin) {
      if (!is_added) continue;
      for (const PullIndex i : pull_.member_list(change.list).members) {
        if (found.size() == room) return found;
        found.push_back({change.entitlement, plan_.id_of[i]});
      }
      continue;
    }
    const auto& members = is_added ? plan_.added_members : plan_.removed_members;
    const std::uint64_t end = is_added ? change.added_end : change.removed_end;
    for (std::uint64_t at = is_added ? change.added_begin : change.removed_begin; at < end; ++at) {
      if (found.size() == room) return found;
      found.push_back({change.entitlement, members[at]});
    }
  }
  return found;
}

void LineWriter::name_pulled(const std::set<DenseId>& ids, std::map<DenseId, Named>& names) const {
  for (PullIndex i = 0; i < pull_.size(); ++i) {
    if (!ids.contains(plan_.id_of[i])) continue;
    const core::PulledObject object = pull_.object(i);
    names[plan_.id_of[i]] = {object.object_class, std::string(object.natural_id),
                             label_of(object.record, object.natural_id)};
  }
}

core::Result<std::map<DenseId, Named>> LineWriter::names_of(const std::set<DenseId>& ids) const {
  std::map<DenseId, Named> names;
  if (ids.empty()) return names;
  name_pulled(ids, names);
  if (names.size() == ids.size()) return names;
  auto query = TRY(reader_.prepare(
      "SELECT id, class, natural_id, record FROM object WHERE source = ?1 AND record IS NOT NULL"));
  query.bind(1, plan_.source);
  while (TRY(query.step()) == Statement::Step::row) {
    const auto id = static_cast<DenseId>(query.integer(0));
    if (!ids.contains(id) || names.contains(id)) continue;
    const std::string natural_id(query.bytes(2));
    names[id] = {static_cast<ObjectClass>(query.integer(1)), natural_id,
                 label_of(query.bytes(3), natural_id)};
  }
  return names;
}

core::Result<void> LineWriter::add_members(What what) {
  const std::vector<Membership> found = memberships(what);
  std::set<DenseId> ids;
  for (const Membership& membership : found) {
    ids.insert(membership.entitlement);
    ids.insert(membership.member);
  }
  const std::map<DenseId, Named> names = TRY(names_of(ids));
  const Named unknown{ObjectClass::entitlement, "", ""};
  const auto name = [&](DenseId id) -> const Named& {
    const auto at = names.find(id);
    return at == names.end() ? unknown : at->second;
  };
  const std::size_t first = lines_.size();
  for (const Membership& membership : found) {
    const Named& entitlement = name(membership.entitlement);
    lines_.push_back({what, ObjectClass::entitlement, entitlement.natural_id, entitlement.label,
                      name(membership.member).label});
  }
  std::sort(lines_.begin() + static_cast<std::ptrdiff_t>(first), lines_.end(),
            [](const ChangeLine& a, const ChangeLine& b) {
              return std::tie(a.natural_id, a.detail) < std::tie(b.natural_id, b.detail);
            });
  return {};
}

}  // namespace

core::Result<std::vector<ChangeLine>> change_lines(const Reader& reader, const core::Pull& pull,
                                                   const PullPlan& plan) {
  LineWriter writer(reader, pull, plan);
  TRY(writer.add_removed_objects());
  TRY(writer.add_members(What::member_removed));
  TRY(writer.add_changed_objects());
  writer.add_new_objects();
  TRY(writer.add_members(What::member_added));
  return writer.take();
}

}  // namespace rettesnor::store
