// What people did by hand on an order, and the file that proves it.
#include <algorithm>
#include <utility>

#include "core/digest.h"
#include "review/orders/order_book.h"
#include "review/refusal.h"

namespace rettesnor::review {

using Kind = core::OrderStep::Kind;

namespace {

core::OrderStep by_hand(const OrderStory& story, Kind kind, std::size_t after,
                        const std::string& actor, core::Timestamp at) {
  core::OrderStep step;
  step.order = story.order.id;
  step.number = static_cast<std::int64_t>(story.steps.size() + after);
  step.kind = kind;
  step.actor = actor;
  step.at = at;
  return step;
}

core::OrderFile file_of(const core::OrderStep& step, const ProofFile& proof) {
  core::OrderFile file;
  file.order = step.order;
  file.step = step.number;
  file.name = proof.name;
  file.media_type = proof.media_type;
  file.sha256 = core::to_hex(core::sha256(proof.bytes));
  file.size = static_cast<std::int64_t>(proof.bytes.size());
  file.by = step.actor;
  file.at = step.at;
  file.bytes = proof.bytes;
  return file;
}

/// So that an auditor can hold the file against the log.
void tell(audit::Event& event, const core::OrderFile& file) {
  event.facts["file"] = file.name;
  event.facts["file_type"] = file.media_type;
  event.facts["file_bytes"] = std::to_string(file.size);
  event.facts["file_sha256"] = file.sha256;
}

}  // namespace

core::Result<void> Orders::State::take_by_hand(OrderStory& story, const std::string& actor,
                                               const std::string& words,
                                               const std::optional<ProofFile>& proof,
                                               core::Timestamp at) {
  const core::OrderStep intent = by_hand(story, Kind::intent, 1, actor, at);
  core::OrderStep done = by_hand(story, Kind::carried_out, 2, actor, at);
  done.words = words;
  std::vector<audit::Event> events{event_of(story.order, intent), event_of(story.order, done)};
  std::optional<core::OrderFile> file;
  if (proof) {
    file = file_of(done, *proof);
    tell(events.back(), *file);
  }
  for (core::OrderStep& step : TRY(store.add_order_steps({intent, done}, events, file))) {
    story.steps.push_back(std::move(step));
  }
  if (file) {
    file->bytes = {};
    story.files.push_back(std::move(*file));
  }
  return {};
}

core::Result<core::OrderFile> Orders::proof(const Authority& who, core::OrderId order,
                                            std::int64_t step, core::Timestamp at) const {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->newest());
  const OrderStory& story = *TRY(state_->story(order));
  TRY(state_->check_may_see(who, state_->view(who, story, at)));
  const bool is_there = std::any_of(story.files.begin(), story.files.end(),
                                    [&](const core::OrderFile& file) { return file.step == step; });
  if (!is_there) return refuse(core::ErrorKind::not_found, Refusal::proof_gone);
  return state_->store.order_file(order, step);
}

}  // namespace rettesnor::review
