// A list that could not be read whole, and what was therefore not said.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "reconcile/draft.h"
#include "reconcile/needed_lists.h"

namespace rettesnor::reconcile::checks {

namespace {

/// More lists of one source than this are one finding about the source.
constexpr std::size_t kToldOneByOne = 5;

struct PartialList {
  core::Thing thing;
  bool is_of_account;
  std::vector<std::string> places;
  std::string reason;
};

core::Thing owner_of(const AccessGraph& graph, Index source, const core::Gap& gap) {
  const core::Snapshot& snapshot = *graph.snapshot;
  const auto key = std::tuple(source, gap.object_class, std::string_view(gap.object));
  const auto found =
      std::lower_bound(snapshot.objects.begin(), snapshot.objects.end(), key,
                       [](const core::SnapshotObject& o, const auto& wanted) {
                         return std::tuple(o.source, o.object_class, o.natural_id) < wanted;
                       });
  const bool is_there = found != snapshot.objects.end() &&
                        std::tuple(found->source, found->object_class, found->natural_id) == key;
  if (is_there) {
    const auto object = static_cast<Index>(found - snapshot.objects.begin());
    if (const Index a = graph.account_of_object[object]; a != kNone) {
      return thing_of_account(graph, a);
    }
    if (const Index e = graph.entitlement_of_object[object]; e != kNone) {
      return thing_of_entitlement(graph, e);
    }
  }
  const std::string system = snapshot.sources[source].system;
  const bool is_account = gap.object_class == core::ObjectClass::account;
  core::Thing thing = thing_named(core::name_of(gap.object_class), gap.object, gap.object);
  thing.key = system + (is_account ? "/" : ":") + gap.object;
  thing.ref = thing.key;
  return thing;
}

bool is_list_of_one(const core::Gap& gap) {
  return (gap.list == core::ListKind::members || gap.list == core::ListKind::rights) &&
         !gap.object.empty();
}

/// Of one source, by whose they are: each list once, with its first reason.
std::map<std::string, PartialList> lists_of(const AccessGraph& graph, Index source) {
  std::map<std::string, PartialList> lists;
  for (const core::Gap& gap : graph.snapshot->sources[source].gaps) {
    if (!is_list_of_one(gap)) continue;
    core::Thing thing = owner_of(graph, source, gap);
    PartialList& list = lists[thing.key];
    if (list.places.empty()) {
      list.thing = std::move(thing);
      list.is_of_account = gap.list == core::ListKind::rights;
      list.reason = gap.reason;
    }
    list.places.push_back(gap.what);
  }
  return lists;
}

core::Finding about_one(const CheckInput& input, const core::Finding& blank,
                        const core::SnapshotSource& source, const PartialList& list) {
  Draft draft(input, blank);
  draft.subject(list.thing)
      .object(thing_of_source(source))
      .text("r", list.thing.ref)
      .kept("sted", list.places.front())
      .kept("grund", list.reason)
      .note_all("places", list.places);
  if (list.is_of_account) draft.mark("konto");
  return draft.done();
}

core::Finding about_many(const CheckInput& input, const core::Finding& blank,
                         const core::SnapshotSource& source,
                         const std::map<std::string, PartialList>& lists) {
  const core::Thing thing = thing_of_source(source);
  std::vector<std::string> names;
  for (const auto& [key, list] : lists) names.push_back(list.thing.ref);
  const PartialList& first = lists.begin()->second;
  Draft draft(input, blank);
  return draft.subject(thing)
      .text("r", thing.label)
      .mark("flere")
      .number("n", static_cast<std::int64_t>(lists.size()))
      .kept("sted", first.places.front())
      .kept("grund", first.reason)
      .note_all("lists", names)
      .done();
}

/// Where people are told of in part, and what was therefore not said of anybody.
void tell_of_people(const CheckInput& input, const core::Finding& blank,
                    const NotJudged& not_judged, Findings& findings) {
  std::vector<std::string> silent;
  for (const auto& [code, count] : not_judged) {
    if (needed_by(code) != Needed::people) continue;
    silent.push_back(code + " " + std::to_string(count));
  }
  if (silent.empty()) return;
  for (const core::SnapshotSource& source : input.graph.snapshot->sources) {
    const auto gap = std::ranges::find_if(source.gaps, [](const core::Gap& each) {
      return each.list == core::ListKind::objects && is_about_people(each.object_class);
    });
    std::string place;
    std::string reason;
    if (gap != source.gaps.end()) {
      place = gap->what;
      reason = gap->reason;
    } else if (!source.rejected.empty() && !source.unbelieved.empty()) {
      place = source.rejected.front().file + ":" + std::to_string(source.rejected.front().line);
      reason = source.rejected.front().reason;
    } else if (!source.last_applied) {
      place = source.name;
      reason = source.last_trouble;
    }
    if (place.empty()) continue;
    const core::Thing thing = thing_of_source(source);
    Draft draft(input, blank);
    findings.push_back(draft.subject(thing)
                           .object(thing_named("row", "people", ""))
                           .text("r", thing.label)
                           .mark("personer")
                           .kept("sted", place)
                           .kept("grund", reason)
                           .note_all("not_judged", silent)
                           .done());
  }
}

}  // namespace

Findings list_partial(const CheckInput& input, const core::Finding& blank,
                      const NotJudged& not_judged) {
  Findings findings;
  const auto& sources = input.graph.snapshot->sources;
  for (Index s = 0; s < sources.size(); ++s) {
    const auto lists = lists_of(input.graph, s);
    if (lists.size() > kToldOneByOne) {
      findings.push_back(about_many(input, blank, sources[s], lists));
      continue;
    }
    for (const auto& [key, list] : lists) {
      findings.push_back(about_one(input, blank, sources[s], list));
    }
  }
  tell_of_people(input, blank, not_judged, findings);
  return findings;
}

}  // namespace rettesnor::reconcile::checks
