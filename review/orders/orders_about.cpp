// Which orders belong to a finding or to an answer.
#include <algorithm>
#include <set>
#include <utility>

#include "review/orders/order_book.h"
#include "review/organisation/deeds.h"

namespace rettesnor::review {

namespace {

/// What an order and a finding must share to be about the same.
std::string right_mark(const std::string& who, const std::string& right) {
  return "r|" + who + "|" + right;
}
std::string account_mark(const std::string& account) {
  return "a|" + account;
}
std::string cause_mark(const std::string& finding) {
  return "f|" + finding;
}
std::string number_mark(const std::string& order) {
  return "n|" + order;
}

std::vector<std::string> marks_of(const OrderStory& story) {
  const core::Order& order = story.order;
  std::vector<std::string> marks{number_mark(std::to_string(order.id.value))};
  if (order.reason == core::OrderReason::finding) marks.push_back(cause_mark(order.cause));
  const OrderState state = state_of(story);
  // What came to nothing, or put something back, is no answer to a finding.
  if (state == OrderState::declined || state == OrderState::cancelled ||
      order.act == core::OrderAct::restore) {
    return marks;
  }
  const std::string account = order.system + "/" + order.account;
  if (order.right.empty()) {
    if (order.act != core::OrderAct::strip_groups) marks.push_back(account_mark(account));
    return marks;
  }
  marks.push_back(right_mark(account, order.right));
  if (!order.subject.empty()) marks.push_back(right_mark(order.subject, order.right));
  return marks;
}

std::vector<std::string> marks_of(const core::TrackedFinding& tracked) {
  std::vector<std::string> marks{cause_mark(tracked.id)};
  const auto told = tracked.finding.evidence.find("order");
  if (told != tracked.finding.evidence.end()) marks.push_back(number_mark(told->second));
  const FindingTarget target = target_of(tracked.finding);
  if (!target.right.empty()) {
    marks.push_back(
        right_mark(target.account.empty() ? target.person : target.account, target.right));
  } else if (!target.account.empty()) {
    marks.push_back(account_mark(target.account));
  }
  return marks;
}

/// By id of the order.
std::set<std::size_t> stories_with(const std::multimap<std::string, std::size_t>& known,
                                   const std::vector<std::string>& marks) {
  std::set<std::size_t> found;
  for (const std::string& mark : marks) {
    const auto [from, to] = known.equal_range(mark);
    for (auto at = from; at != to; ++at) found.insert(at->second);
  }
  return found;
}

}  // namespace

std::map<std::string, FindingOrders> Orders::of_findings(
    const Authority& who, const std::vector<const core::TrackedFinding*>& findings) const {
  const std::lock_guard lock(state_->mutex);
  std::multimap<std::string, std::size_t> known;
  for (std::size_t i = 0; i < state_->stories.size(); ++i) {
    for (std::string& mark : marks_of(state_->stories[i])) known.emplace(std::move(mark), i);
  }
  const bool may_ask = may(who, Deed::request_orders);
  std::map<std::string, FindingOrders> all;
  for (const core::TrackedFinding* finding : findings) {
    FindingOrders of;
    bool is_asked = false;
    for (const std::size_t at : stories_with(known, marks_of(*finding))) {
      const OrderState state = state_of(state_->stories[at]);
      of.orders.emplace_back(state_->stories[at].order.id, state);
      is_asked = is_asked || is_pending(state);
    }
    const bool is_hers = finding->finding.subject.key == who.person();
    if (may_ask && !is_asked && !is_hers) of.target = target_of(finding->finding);
    all.emplace(finding->id, std::move(of));
  }
  return all;
}

core::Result<std::vector<OrderView>> Orders::because_of(const Authority& who,
                                                        const std::string& cause,
                                                        core::Timestamp now) const {
  std::vector<OrderView> found = TRY(board(who, now)).orders;
  std::erase_if(found, [&](const OrderView& view) {
    return view.story.order.reason != core::OrderReason::decision ||
           !view.story.order.cause.starts_with(cause);
  });
  return found;
}

}  // namespace rettesnor::review
