// `orders approve`, `decline`, `cancel`, `done`, `confirm`, `choose`, `undo`, `run`, `stop`,
// `start`.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/commands/orders.h"
#include "cli/order_room.h"
#include "cli/order_words.h"
#include "cli/required.h"
#include "core/number.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;
using review::OrderView;

/// `said`: the words, or a review::HandProof.
template <class Said>
using Act = core::Result<OrderView> (review::Orders::*)(const review::Authority&, core::OrderId,
                                                        const Said&, core::Timestamp);

template <class Said>
core::Result<ExitCode> act_on(App& app, const OrderWord& word, Act<Said> act, const Said& said) {
  const OrderRoom room = TRY(order_room(app));
  const review::Authority who = TRY(authority_behind(app, room, word.by));
  const OrderView view = TRY(((*room.orders).*act)(who, word.order, said, app.now()));
  if (app.json()) {
    app.print({{"order", json_of(view)}, {"exit_code", 0}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  const std::string number = std::to_string(word.order.value);
  const std::string state = screen.text(word_of(view.state));
  screen.say(Word::order_is_now, {{"n", number}, {"state", state}}, Tone::good);
  if (view.state == review::OrderState::requested) {
    screen.say(Word::order_approvals_line,
               {{"has", screen.number(view.approvals)}, {"needs", screen.number(view.needed)}},
               Tone::medium);
  }
  return ExitCode::fine;
}

/// Never more of it than one byte too many.
core::Result<review::ProofFile> read_proof(App& app, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes(core::kLargestOrderFile + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in.is_open() || in.bad()) {
    return fail_with(app, core::ErrorKind::not_found, Word::order_bad_proof,
                     Word::order_bad_proof_next, {{"file", path}});
  }
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return review::proof_file(std::filesystem::path(path).filename().string(), std::move(bytes));
}

core::Result<int> whole(App& app, const std::string& text) {
  if (const auto number = core::number_in(text, 1)) return *number;
  return fail_with(app, core::ErrorKind::invalid_input, Word::order_bad_limit,
                   Word::order_bad_limit_next, {{"text", text}});
}

}  // namespace

core::Result<OrderWord> order_word(App& app, const Arguments& arguments) {
  OrderWord word;
  word.order = TRY(order_number(app, arguments.get("N")));
  word.by = TRY(required(app, arguments, "--by"));
  word.reason = arguments.get("--reason");
  return word;
}

core::Result<ExitCode> run_order_approve(App& app, const OrderWord& word) {
  return act_on(app, word, &review::Orders::approve, word.reason);
}
core::Result<ExitCode> run_order_decline(App& app, const OrderWord& word) {
  return act_on(app, word, &review::Orders::decline, word.reason);
}
core::Result<ExitCode> run_order_cancel(App& app, const OrderWord& word) {
  return act_on(app, word, &review::Orders::cancel, word.reason);
}

core::Result<OrderDone> order_done(App& app, const Arguments& arguments) {
  OrderDone done{TRY(order_word(app, arguments)), {}};
  if (const auto path = arguments.find("--proof")) done.proof = TRY(read_proof(app, *path));
  return done;
}

core::Result<ExitCode> run_order_done(App& app, const OrderDone& done) {
  return act_on(app, done.word, &review::Orders::report,
                review::HandProof{done.word.reason, done.proof});
}
core::Result<ExitCode> run_order_confirm(App& app, const OrderWord& word) {
  return act_on(app, word, &review::Orders::confirm, word.reason);
}

core::Result<ExitCode> run_order_undo(App& app, const OrderWord& word) {
  const OrderRoom room = TRY(order_room(app));
  const review::Authority who = TRY(authority_behind(app, room, word.by));
  const core::Order order = TRY(room.orders->undo(who, word.order, word.reason, app.now()));
  if (app.json()) {
    app.print({{"requested", json::array({json_of(order)})}, {"exit_code", 0}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  const std::string number = std::to_string(order.id.value);
  const std::string target = show_target(screen, order);
  screen.say(Word::order_requested, {{"n", number}, {"what", target}}, Tone::good);
  return ExitCode::fine;
}

core::Result<OrderChoice> order_choice(App& app, const Arguments& arguments) {
  OrderChoice choice;
  choice.order = TRY(order_number(app, arguments.get("N")));
  choice.group = arguments.get("GROUP");
  choice.inner = arguments.get("--inner");
  choice.by = TRY(required(app, arguments, "--by"));
  return choice;
}

core::Result<ExitCode> run_order_choose(App& app, const OrderChoice& choice) {
  const OrderRoom room = TRY(order_room(app));
  const review::Authority who = TRY(authority_behind(app, room, choice.by));
  const core::Order order =
      TRY(room.orders->choose(who, choice.order, choice.group, choice.inner, app.now()));
  if (app.json()) {
    app.print({{"requested", json::array({json_of(order)})}, {"exit_code", 0}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  const std::string number = std::to_string(order.id.value);
  const std::string target = show_target(screen, order);
  screen.say(Word::order_requested, {{"n", number}, {"what", target}}, Tone::good);
  return ExitCode::fine;
}

core::Result<BrakeWord> brake_word(App& app, const Arguments& arguments) {
  BrakeWord word;
  word.by = TRY(required(app, arguments, "--by"));
  word.reason = TRY(required(app, arguments, "--reason"));
  return word;
}

core::Result<ExitCode> run_orders_stop(App& app, const BrakeWord& word) {
  const OrderRoom room = TRY(brake_room(app));
  const review::Authority who = TRY(authority_behind(app, room, word.by));
  TRY(room.orders->stop(who, word.reason, app.now()));
  if (app.json()) {
    app.print({{"stopped", true}, {"exit_code", 0}});
  } else {
    app.screen().say(Word::orders_stopped_now, {}, Tone::high);
  }
  return ExitCode::fine;
}

core::Result<ExitCode> run_orders_start(App& app, const BrakeWord& word) {
  const OrderRoom room = TRY(brake_room(app));
  const review::Authority who = TRY(authority_behind(app, room, word.by));
  TRY(room.orders->start(who, word.reason, app.now()));
  if (app.json()) {
    app.print({{"stopped", false}, {"exit_code", 0}});
  } else {
    app.screen().say(Word::orders_started_now, {}, Tone::good);
  }
  return ExitCode::fine;
}

core::Result<OrdersRunOptions> orders_run_options(App& app, const Arguments& arguments) {
  OrdersRunOptions options;
  options.by = TRY(required(app, arguments, "--by"));
  if (arguments.has("--dry-run")) options.mode = OrdersRunOptions::Mode::dry_run;
  for (const std::string& text : arguments.all("--order")) {
    options.only.push_back(TRY(order_number(app, text)));
  }
  if (const auto text = arguments.find("--per-hour")) options.per_hour = TRY(whole(app, *text));
  if (const auto text = arguments.find("--percent")) options.percent = TRY(whole(app, *text));
  options.reason = arguments.get("--reason");
  return options;
}

core::Result<ExitCode> run_orders_run(App& app, const OrdersRunOptions& options) {
  const OrderRoom room = TRY(order_room(app));
  const review::Authority who = TRY(authority_behind(app, room, options.by));
  review::RunPlan plan;
  if (options.mode == OrdersRunOptions::Mode::dry_run) plan.mode = review::RunPlan::Mode::dry_run;
  plan.only = options.only;
  plan.per_hour = options.per_hour;
  plan.percent = options.percent;
  plan.reason = options.reason;
  const auto lines = TRY(room.orders->run(who, plan, app.now()));
  ExitCode code = ExitCode::fine;
  json list = json::array();
  for (const review::RunLine& line : lines) {
    using Outcome = review::RunLine::Outcome;
    if (line.outcome == Outcome::failed || line.outcome == Outcome::postponed) {
      code = ExitCode::source;
    }
    list.push_back({{"order", line.order.value},
                    {"outcome", std::string(review::name_of(line.outcome))},
                    {"sentence", words::told(line.sentence, app.language())}});
  }
  if (app.json()) {
    app.print({{"orders", list}, {"exit_code", static_cast<int>(code)}});
    return code;
  }
  Screen& screen = app.screen();
  if (lines.empty()) screen.say(Word::orders_run_none, {}, Tone::good);
  for (const review::RunLine& line : lines) {
    const std::string number = std::to_string(line.order.value);
    std::string outcome = screen.text(word_of(line.outcome));
    if (line.outcome == review::RunLine::Outcome::would) outcome += ":";
    screen.say(Word::order_requested, {{"n", number}, {"what", outcome}});
    if (!line.sentence.empty())
      screen.paragraph(foreign(words::told(line.sentence, screen.language()), Tone::faint, 600), 2,
                       2);
  }
  return code;
}

}  // namespace rettesnor::cli
