// `mail`: shows the mails that went out or will, and stops and starts them all.
#include "cli/commands/mail.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/output/table.h"
#include "cli/required.h"
#include "core/number.h"
#include "service/mail_stop.h"

namespace rettesnor::cli {
namespace {

using nlohmann::json;

json mail_json(const core::Mail& mail) {
  json about = json::array();
  for (const core::MailAbout& one : mail.about) {
    about.push_back({{"campaign", one.campaign}, {"reviewer", one.reviewer}, {"step", one.step}});
  }
  return {{"mail", mail.id},
          {"message_id", mail.message_id},
          {"person", mail.person},
          {"address", mail.address},
          {"subject", mail.subject},
          {"queued_at", core::to_iso(mail.queued_at)},
          {"state", core::name_of(mail.state)},
          {"tries", mail.tries},
          {"last_outcome", mail.last_outcome ? json(core::to_iso(*mail.last_outcome)) : json()},
          {"trouble", mail.trouble},
          {"about", about}};
}

Tone mail_tone(const core::Mail& mail) {
  switch (mail.state) {
    case core::MailState::sent:
      return Tone::good;
    case core::MailState::failed:
      return Tone::critical;
    case core::MailState::dropped:
      return Tone::faint;
    default:
      return mail.tries > 0 ? Tone::medium : Tone::plain;
  }
}

Line state_of(const Screen& screen, const core::Mail& mail) {
  return line_of(screen.text(word_of(mail)), mail_tone(mail));
}

void show_stop(App& app, const std::string& folder) {
  const auto why = service::mails_stopped(folder);
  if (!why) return;
  app.screen().say(Word::mail_is_stopped, {{"why", *why}}, Tone::high);
  app.screen().command("rettesnor mail start", Word::why_mail_start);
  app.screen().line();
}

}  // namespace

core::Result<MailListOptions> mail_list_options(App& app, const Arguments& arguments) {
  MailListOptions options;
  if (const auto text = arguments.find("--limit")) {
    const auto limit = core::number_in<std::size_t>(*text);
    if (!limit) {
      return fail_with(app, core::ErrorKind::invalid_input, Word::findings_bad_limit,
                       Word::findings_bad_limit_next, {{"text", *text}});
    }
    options.limit = *limit;
  }
  return options;
}

core::Result<ExitCode> run_mail_list(App& app, const MailListOptions& options) {
  store::Store& store = *TRY(app.store_with_history());
  const std::string folder = TRY(app.data_folder());
  auto mails = TRY(store.mails(store::Store::MailChoice::all));
  std::reverse(mails.begin(), mails.end());
  if (options.limit > 0 && mails.size() > options.limit) mails.resize(options.limit);
  if (app.json()) {
    json list = json::array();
    for (const core::Mail& mail : mails) list.push_back(mail_json(mail));
    const auto why = service::mails_stopped(folder);
    app.print({{"mails", list}, {"stopped", why ? json(*why) : json()}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  show_stop(app, folder);
  if (mails.empty()) {
    screen.say(Word::mails_none);
    return ExitCode::fine;
  }
  const core::LocalZone& zone = *TRY(app.zone());
  Table table(
      {{.title = screen.text(Word::col_number), .align = Align::right},
       {.title = screen.text(Word::mail_column_when)},
       {.title = screen.text(Word::col_state)},
       {.title = screen.text(Word::col_mail_to), .narrow = Narrow::cut, .least = 14},
       {.title = screen.text(Word::mail_column_subject), .narrow = Narrow::wrap, .least = 16}});
  for (const core::Mail& mail : mails) {
    table.add(
        {line_of(std::to_string(mail.id)), line_of(zone.show(mail.queued_at)),
         state_of(screen, mail), foreign(mail.address.empty() ? mail.person : mail.address),
         foreign(mail.trouble.empty() ? mail.subject : words::told(mail.trouble, screen.language()),
                 Tone::plain, 300)});
  }
  screen.table(table);
  return ExitCode::fine;
}

core::Result<MailShowOptions> mail_show_options(App& app, const Arguments& arguments) {
  const std::string text = arguments.get("N");
  if (const auto mail = core::number_in<std::int64_t>(text, 0)) return MailShowOptions{*mail};
  return fail_with(app, core::ErrorKind::invalid_input, Word::mail_bad_number,
                   Word::mail_bad_number_next, {{"text", text}});
}

core::Result<ExitCode> run_mail_show(App& app, const MailShowOptions& options) {
  store::Store& store = *TRY(app.store_with_history());
  const std::string number = std::to_string(options.mail);
  const auto mails = TRY(store.mails(store::Store::MailChoice::all));
  const auto mail = std::find_if(mails.begin(), mails.end(),
                                 [&](const core::Mail& one) { return one.id == options.mail; });
  if (mail == mails.end()) {
    return fail_with(app, core::ErrorKind::not_found, Word::mail_unknown,
                     Word::mail_bad_number_next, {{"n", number}});
  }
  const std::string message = TRY(store.message_of_mail(mail->id));
  if (app.json()) {
    json told = mail_json(*mail);
    told["message"] = message;
    app.print({{"mail", told}});
    return ExitCode::fine;
  }
  Screen& screen = app.screen();
  const core::LocalZone& zone = *TRY(app.zone());
  Line line = state_of(screen, *mail);
  line.push_back(
      {" " + (mail->last_outcome ? zone.show(*mail->last_outcome) : zone.show(mail->queued_at))});
  screen.paragraph(line);
  if (!mail->trouble.empty())
    screen.paragraph(foreign(words::told(mail->trouble, screen.language()), Tone::plain, 500), 2,
                     2);
  screen.line();
  for (std::string_view rest = message; !rest.empty();) {
    const std::size_t end = std::min(rest.find("\r\n"), rest.size());
    screen.line(foreign(rest.substr(0, end), Tone::plain, 1000));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return ExitCode::fine;
}

core::Result<MailStopOptions> mail_stop_options(App& app, const Arguments& arguments) {
  return MailStopOptions{.reason = TRY(required(app, arguments, "--reason"))};
}

core::Result<ExitCode> run_mail_stop(App& app, const MailStopOptions& options) {
  const std::string folder = TRY(app.data_folder());
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  TRY(service::stop_mails(folder, options.reason));
  if (app.json()) {
    app.print({{"stopped", options.reason}});
    return ExitCode::fine;
  }
  app.screen().say(Word::mail_is_stopped, {{"why", options.reason}}, Tone::high);
  app.chatter().command("rettesnor mail start", Word::why_mail_start);
  return ExitCode::fine;
}

core::Result<MailStartOptions> mail_start_options(App&, const Arguments&) {
  return MailStartOptions{};
}

core::Result<ExitCode> run_mail_start(App& app, const MailStartOptions&) {
  const std::string folder = TRY(app.data_folder());
  TRY(service::start_mails(folder));
  if (app.json()) {
    app.print({{"stopped", json()}});
    return ExitCode::fine;
  }
  app.screen().say(Word::mail_is_started, {}, Tone::good);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
