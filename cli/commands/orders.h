// `orders` and `cut-access`: asking for removals, approving them, carrying them out, stopping.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/app.h"
#include "core/order.h"
#include "review/orders/proof_file.h"

namespace rettesnor::cli {

struct OrdersListOptions {
  enum class Which { open, all } which = Which::open;
};
core::Result<OrdersListOptions> orders_list_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orders_list(App& app, const OrdersListOptions& options);

struct OrderShowOptions {
  core::OrderId order{0};
};
core::Result<OrderShowOptions> order_show_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_order_show(App& app, const OrderShowOptions& options);

struct OrderRequestOptions {
  std::string account;
  std::optional<std::string> right;
  std::string finding;
  std::string by;
  std::string reason;
};
core::Result<OrderRequestOptions> order_request_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_order_request(App& app, const OrderRequestOptions& options);

struct CutAccessOptions {
  std::string person;
  std::string incident;
  std::string by;
  std::string reason;
};
core::Result<CutAccessOptions> cut_access_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_cut_access(App& app, const CutAccessOptions& options);

struct OrdersProposeOptions {};
core::Result<OrdersProposeOptions> orders_propose_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orders_propose(App& app, const OrdersProposeOptions& options);

/// One person's word on one order.
struct OrderWord {
  core::OrderId order{0};
  std::string by;
  std::string reason;
};
core::Result<OrderWord> order_word(App& app, const Arguments& arguments);
core::Result<ExitCode> run_order_approve(App& app, const OrderWord& word);
core::Result<ExitCode> run_order_decline(App& app, const OrderWord& word);
core::Result<ExitCode> run_order_cancel(App& app, const OrderWord& word);
core::Result<ExitCode> run_order_confirm(App& app, const OrderWord& word);
core::Result<ExitCode> run_order_undo(App& app, const OrderWord& word);

/// The same with what proves it.
struct OrderDone {
  OrderWord word;
  std::optional<review::ProofFile> proof;
};
core::Result<OrderDone> order_done(App& app, const Arguments& arguments);
core::Result<ExitCode> run_order_done(App& app, const OrderDone& done);

struct OrderChoice {
  core::OrderId order{0};
  std::string group;
  std::string inner;
  std::string by;
};
core::Result<OrderChoice> order_choice(App& app, const Arguments& arguments);
core::Result<ExitCode> run_order_choose(App& app, const OrderChoice& choice);

struct BrakeWord {
  std::string by;
  std::string reason;
};
core::Result<BrakeWord> brake_word(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orders_stop(App& app, const BrakeWord& word);
core::Result<ExitCode> run_orders_start(App& app, const BrakeWord& word);

struct OrdersRunOptions {
  std::string by;
  enum class Mode { carry_out, dry_run } mode = Mode::carry_out;
  std::vector<core::OrderId> only;
  std::optional<int> per_hour;
  std::optional<int> percent;
  std::string reason;
};
core::Result<OrdersRunOptions> orders_run_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orders_run(App& app, const OrdersRunOptions& options);

/// A number of an order, else invalid_input.
core::Result<core::OrderId> order_number(App& app, const std::string& text);

}  // namespace rettesnor::cli
