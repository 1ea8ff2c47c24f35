// Commands in a terminal while `serve` holds the store: the same answers, seen on the pages at
// once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <utility>

#include "cli/control_frames.h"
#include "cli/control_request.h"
#include "core/order_file.h"
#include "tests/e2e/served_town.h"
#include "tests/support/error_words.h"

namespace rettesnor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;
using test::Browser;
using test::Ran;
using Words = std::vector<std::string>;

constexpr std::string_view kIt = "Personale/P0037";
constexpr std::string_view kAdministrator = "Personale/P0005";

class ServedCommands : public testing::Test {
 protected:
  Ran run(Words words) const { return town_.program().run(std::move(words)); }
  /// With these words before all others, and this in the environment.
  Ran run_as(Words first, Words words, const test::Environment& environment = {}) const {
    Words argv{test::built_path("cli/rettesnor").string()};
    argv.insert(argv.end(), first.begin(), first.end());
    argv.insert(argv.end(), words.begin(), words.end());
    return test::run(argv, environment);
  }
  Ran must(Words words, int code = 0) const {
    const std::string name = testing::PrintToString(words);
    Ran ran = run(std::move(words));
    EXPECT_EQ(ran.exit_code, code) << name << ran.out << ran.err;
    return ran;
  }
  std::string page(std::string_view reader, std::string_view target) const {
    Browser browser(town_.port(), reader);
    return browser.get(target);
  }
  std::string socket_file() const {
    return cli::control_path((town_.program().path() / "data").string());
  }
  std::vector<nlohmann::json> log() const {
    std::vector<nlohmann::json> events;
    std::istringstream lines(test::read_file(town_.program().path() / "data/log.jsonl"));
    for (std::string line; std::getline(lines, line);) {
      events.push_back(nlohmann::json::parse(line)["event"]);
    }
    return events;
  }
  nlohmann::json newest(const std::string& kind) const {
    nlohmann::json found;
    for (const nlohmann::json& event : log()) {
      if (event["kind"] == kind) found = event;
    }
    return found;
  }
  Words request() const {
    return {"orders", "request",         "OmsorgsNet/mesor1", "OmsorgsNet:Medicin",
            "--by",   "Kataloget/coras", "--reason",          "Ny opgave"};
  }

  test::ServedTown town_;
};

/// Some that only ask, of every command that can.
const std::vector<Words> kQuestions = {
    {"overview"},
    {"findings"},
    {"findings", "list", "--json"},
    {"findings", "list", "--severity", "critical", "--limit", "2"},
    {"findings", "export"},
    {"findings", "show", "b18aa008"},
    {"findings", "show", "0000"},
    {"who", "P0140"},
    {"who", "P0140", "--as-of", "2026-10-27", "--json"},
    {"who", "nobody at all"},
    {"access", "Kassebog:Godkend betaling"},
    {"sources"},
    {"sources", "--quiet"},
    {"pulls", "--limit", "3"},
    {"quarantine"},
    {"quarantine", "show", "99"},
    {"campaign"},
    {"campaign", "list", "--json"},
    {"orders"},
    {"orders", "list", "--all", "--json"},
    {"orders", "show", "1"},
    {"orders", "show", "99"},
    {"orders", "show", "none"},
    {"orphans"},
    {"orphans", "list", "--accepted"},
    {"mail"},
    {"mail", "show", "7"},
    {"policy", "check"},
    {"who", "P0140", "--language", "en"},
    {"orders", "approve", "1"},
};

TEST_F(ServedCommands, QuestionsAreAnsweredWithTheSameBytesAsWithoutServe) {
  must(request());
  const test::Environment wide = {{"COLUMNS", "100"}, {"NO_COLOR", "1"}};
  const Words first = {"--settings", town_.program().settings(), "--now",
                       std::string(test::kTownNow)};
  std::vector<Ran> with;
  for (const Words& words : kQuestions) with.push_back(run_as(first, words, wide));
  town_.process().stop();
  ASSERT_FALSE(std::filesystem::exists(socket_file()));
  for (std::size_t at = 0; at < kQuestions.size(); ++at) {
    const std::string name = testing::PrintToString(kQuestions[at]);
    const Ran without = run_as(first, kQuestions[at], wide);
    EXPECT_EQ(with[at].out, without.out) << name;
    EXPECT_EQ(with[at].err, without.err) << name;
    EXPECT_EQ(with[at].exit_code, without.exit_code) << name;
  }
}

TEST_F(ServedCommands, AnOrderFromTheTerminalIsOnThePageAtOnceAndTheLogSaysWhoseTerminal) {
  EXPECT_THAT(page(kIt, web::kOrders), Not(HasSubstr("OmsorgsNet/mesor1")));
  must(request());
  EXPECT_THAT(page(kIt, web::kOrders), HasSubstr("OmsorgsNet/mesor1"));
  const nlohmann::json asked = newest("order_requested");
  EXPECT_EQ(asked["facts"]["via"], "terminal");
  EXPECT_FALSE(asked["facts"]["os_user"].get<std::string>().empty());

  must({"orders", "approve", "1", "--by", "Kataloget/vilun"});
  Browser it(town_.port(), kIt);
  it.get("/order?order=1");
  EXPECT_THAT(it.last, HasSubstr("/order/act"));
  // The page goes on where the terminal left off, and the other way round.
  it.post(web::kOrderDone, "order=1&why=Sag+26%2F1234");
  EXPECT_EQ(test::status_of(it.last), 303) << it.last;
  EXPECT_THAT(must({"orders", "show", "1", "--json"}).out, HasSubstr("\"carried_out\""));
  EXPECT_FALSE(newest("order_carried_out")["facts"].contains("via"));
}

TEST_F(ServedCommands, AFileProvesWhatWasDoneByHandAndComesBackByteForByte) {
  must(request());
  must({"orders", "approve", "1", "--by", "Kataloget/vilun"});
  Browser it(town_.port(), kIt);
  const std::string picture = "\x89PNG\r\n\x1a\n" + std::string(2'000'000, '\0') + "\r\n--edg";
  const std::vector<std::pair<std::string, std::string>> told = {{"order", "1"}, {"why", "Sag 7"}};
  it.get("/order?order=1");
  EXPECT_THAT(it.last, HasSubstr("enctype=\"multipart/form-data\""));
  const auto sent = [&](const std::vector<std::pair<std::string, std::string>>& files) {
    return test::status_of(it.post_parts(web::kOrderDone, told, files));
  };
  EXPECT_EQ(sent({{"a.exe", std::string("MZ\0", 3)}}), 400);
  EXPECT_THAT(it.last, HasSubstr("PNG, JPEG, PDF"));
  EXPECT_THAT(it.last, HasSubstr("Sag 7")) << "what she wrote is still there";
  EXPECT_EQ(sent({{"a.png", picture}, {"b.png", picture}}), 400);
  EXPECT_EQ(sent({{"a.txt", std::string(core::kLargestOrderFile + 1, 'x')}}), 400);
  EXPECT_EQ(sent({{"a.txt", std::string(core::kLargestOrderFile + 100'000, 'x')}}), 413);
  EXPECT_EQ(test::status_of(it.post_parts("/order/act", told, {})), 415);
  const std::string token = std::exchange(it.csrf, "stolen");
  EXPECT_EQ(sent({{"a.png", picture}}), 403);
  it.csrf = token;
  EXPECT_THAT(must({"orders", "show", "1", "--json"}).out, HasSubstr("\"approved\""));

  EXPECT_EQ(sent({{"../Skærm \xc3\xb8.jpg", picture}}), 303) << it.last.substr(0, 2000);
  EXPECT_EQ(newest("order_carried_out")["facts"]["file_bytes"], std::to_string(picture.size()));
  it.get("/order?order=1");
  EXPECT_THAT(it.last, HasSubstr("Skærm ø.png"));
  const std::size_t link = it.last.find("/order/file?");
  ASSERT_NE(link, std::string::npos);
  std::string address = it.last.substr(link, it.last.find('"', link) - link);
  address.replace(address.find("&amp;"), 5, "&");
  it.get(address);
  EXPECT_EQ(test::status_of(it.last), 200);
  EXPECT_EQ(it.last.substr(it.last.find("\r\n\r\n") + 4), picture);
  for (const char* line : {"Content-Type: image/png\r\n", "X-Content-Type-Options: nosniff\r\n",
                           "Content-Disposition: attachment; filename=\"order-1-",
                           "filename*=UTF-8''Sk%C3%A6rm%20%C3%B8.png\r\n",
                           "Content-Security-Policy: default-src 'none'; sandbox\r\n"}) {
    EXPECT_THAT(it.last.substr(0, 4000), HasSubstr(line));
  }
  EXPECT_EQ(it.last.find("Content-Security-Policy"), it.last.rfind("Content-Security-Policy"));
}

TEST_F(ServedCommands, AFileFromTheTerminalIsOnThePage) {
  must(request());
  must({"orders", "approve", "1", "--by", "Kataloget/vilun"});
  const test::ScratchFolder folder("proof");
  const std::filesystem::path proof = folder.path() / "log.txt";
  std::ofstream(proof) << "rolle fjernet\n";
  const Words done = {"orders",          "done",     "1",        "--by",
                      "Kataloget/jelin", "--reason", "Se filen", "--proof"};
  Words with = done;
  with.push_back((folder.path() / "none.txt").string());
  EXPECT_EQ(run(with).exit_code, 6);
  with.back() = proof.string();
  must(with);
  EXPECT_THAT(page(kIt, "/order?order=1"), HasSubstr("log.txt"));
}

TEST_F(ServedCommands, ClosingEverythingAndTheBrakeAreOnThePageAtOnce) {
  must({"cut-access", "P0085", "--incident", "I-1", "--by", "Kataloget/jelin", "--reason",
        "Stjålet"});
  EXPECT_THAT(page(kIt, web::kOrders), HasSubstr("Kataloget/mesor1"));
  must({"orders", "stop", "--by", "Kataloget/jelin", "--reason", "Noget er rivende galt"});
  EXPECT_THAT(page(kIt, web::kOrders), HasSubstr("Noget er rivende galt"));
  must({"orders", "start", "--by", "Kataloget/jelin", "--reason", "Rettet"});
  EXPECT_THAT(page(kIt, web::kOrders), Not(HasSubstr("Noget er rivende galt")));
}

TEST_F(ServedCommands, ACampaignFromTheTerminalIsOnThePageAtOnce) {
  must({"campaign", "open", "Forårets runde", "--deadline", "2026-12-01", "--kind", "privileged",
        "--by", "T10005"});
  EXPECT_THAT(page(kAdministrator, web::kCampaigns), HasSubstr("Forårets runde"));
  EXPECT_EQ(newest("campaign_opened")["facts"]["via"], "terminal");
  must({"campaign", "close", "2", "--by", "T10005", "--reason", "Forkert slags"});
  EXPECT_THAT(page(kAdministrator, web::kCampaigns), HasSubstr("Afsluttet med"));
}

TEST_F(ServedCommands, WhoseAccountItIsCountsOnThePagesAtOnce) {
  ASSERT_THAT(page(kIt, web::kOrphans), HasSubstr("Kataloget/mesor<"));
  must({"link", "Kataloget/mesor", "P0085", "--by", "T10037", "--reason", "Spurgt hende"});
  EXPECT_THAT(page(kIt, web::kOrphans), Not(HasSubstr("Kataloget/mesor<")));
  EXPECT_EQ(newest("link_settled")["facts"]["via"], "terminal");
}

TEST_F(ServedCommands, WhatMayStandAsNobodysCountsOnThePagesAtOnce) {
  const Words accept = {"orphans", "accept",   "Kataloget/svc_bkp01", "P0003",   "--by",
                        "T10037",  "--reason", "Til backup",          "--until", "2026-12-31"};
  Words wrong = accept;
  wrong.back() = "nytår";
  EXPECT_EQ(run(wrong).exit_code, 2);
  wrong.back() = "2028-01-01";
  EXPECT_EQ(run(wrong).exit_code, 2);
  Words self = accept;
  self[3] = "P0037";
  EXPECT_EQ(run(self).exit_code, 5);
  ASSERT_THAT(page(kIt, web::kOrphans), Not(HasSubstr("Til backup")));
  must(accept);
  EXPECT_THAT(page(kIt, web::kOrphans), HasSubstr("Til backup"));
  EXPECT_EQ(newest("account_accepted")["facts"]["until"], "2026-12-31");
  EXPECT_THAT(must({"orphans", "list", "--accepted"}).out, HasSubstr("31.12.2026"));
  EXPECT_THAT(must({"orphans"}).out, Not(HasSubstr("svc_bkp01")));
}

TEST_F(ServedCommands, AQuestionAskedInTheTerminalStandsOnTheOwnersPageAtOnce) {
  const std::string owner = "Personale/P0034";
  const Words ask = {"orphans", "ask",      "Fjernport/leverandoer01", "--by",
                     "T10037",  "--reason", "Hvem bruger den?"};
  Words nobody = ask;
  nobody[2] = "Fjernport/findes-ikke";
  EXPECT_EQ(run(nobody).exit_code, 6);
  Words not_it = ask;
  not_it[4] = "T10083";
  EXPECT_EQ(run(not_it).exit_code, 5);
  ASSERT_THAT(page(owner, web::kOwned), Not(HasSubstr("leverandoer01")));
  must(ask);
  EXPECT_THAT(page(owner, web::kOwned), HasSubstr("Hvem bruger den?"));
  EXPECT_THAT(page(owner, "/"), HasSubstr("1 konto i dine systemer"));
  EXPECT_THAT(page(kIt, web::kOrphans), HasSubstr("Hvem bruger den?"));
  EXPECT_EQ(newest("owner_asked")["facts"]["via"], "terminal");
  EXPECT_NE(run(ask).exit_code, 0) << "she was asked already";
}

TEST_F(ServedCommands, WhatIsReadAndReleasedByHandIsOnThePagesAtOnce) {
  const auto rights = town_.program().path() / "2026-11-02/omsorgsnet/tildelinger.csv";
  const std::string before = test::read_file(rights);
  const std::string mine = "/person?person=" + web::encode("Personale/P0085");
  ASSERT_THAT(page(kIt, mine), HasSubstr("OmsorgsNet:Medicin"));
  test::write_file(rights, before.substr(0, before.find('\n') + 1) +
                               "tibak;ON-PLE;;;;;nabru;08.03.2025 10:00;\n");
  must({"sync", "omsorgsnet"}, 4);
  EXPECT_THAT(page(kIt, mine), HasSubstr("OmsorgsNet:Medicin"));
  const auto waiting = nlohmann::json::parse(must({"quarantine", "--json"}, 4).out);
  const auto number = std::to_string(waiting["quarantined"][0]["pull"].get<int>());
  must({"quarantine", "release", number, "--by", "T10037", "--reason", "Ja"}, 4);
  must({"quarantine", "release", number, "--by", "T10005", "--reason", "Ja"}, 0);
  EXPECT_THAT(page(kIt, mine), Not(HasSubstr("OmsorgsNet:Medicin")));

  test::write_file(rights, before);
  run({"sync", "omsorgsnet"});
  EXPECT_THAT(page(kIt, mine), HasSubstr("OmsorgsNet:Medicin"));
  must({"reconcile", "--quiet"});
}

TEST_F(ServedCommands, FilesAreFoundFromWhereOneStands) {
  const test::ScratchFolder elsewhere("elsewhere");
  const auto here = std::filesystem::current_path();
  std::filesystem::current_path(elsewhere.path());
  const Ran written = run({"findings", "export", "--output", "fund.csv"});
  std::filesystem::current_path(here);
  EXPECT_EQ(written.exit_code, 0) << written.err;
  EXPECT_EQ(test::read_file(elsewhere.path() / "fund.csv"), must({"findings", "export"}).out);
}

TEST_F(ServedCommands, ManyAtOnceAreAllDoneAndThePagesAnswerMeanwhile) {
  must({"cut-access", "P0085", "--incident", "I-1", "--by", "Kataloget/jelin", "--reason",
        "Stjålet"});
  std::vector<std::thread> terminals;
  std::atomic<int> fine = 0;
  for (int n = 0; n < 6; ++n) {
    terminals.emplace_back([&, n] {
      for (int again = 0; again < 4; ++again) {
        const Words question = n % 2 == 0 ? Words{"orders", "list"} : Words{"who", "P0140"};
        if (run(question).exit_code == 0) ++fine;
      }
    });
  }
  terminals.emplace_back([&] {
    if (run(request()).exit_code == 0) ++fine;
  });
  Browser it(town_.port(), kIt);
  for (int n = 0; n < 20; ++n) {
    it.get(web::kOrders);
    EXPECT_EQ(test::status_of(it.last), 200);
  }
  for (std::thread& each : terminals) each.join();
  EXPECT_EQ(fine, 25);
}

TEST_F(ServedCommands, KilledItLeavesASocketThatStandsInNobodysWay) {
  town_.process().kill();
  ASSERT_TRUE(std::filesystem::exists(socket_file()));
  must(request());
  town_.start();
  EXPECT_THAT(page(kIt, web::kOrders), HasSubstr("OmsorgsNet/mesor1"));
  must({"orders", "approve", "1", "--by", "Kataloget/vilun"});
  EXPECT_THAT(must({"orders", "show", "1", "--json"}).out, HasSubstr("\"approved\""));
  town_.process().stop();
  EXPECT_FALSE(std::filesystem::exists(socket_file()));
}

TEST_F(ServedCommands, ASecondServeIsRefusedWithASentence) {
  const Ran second = must({"serve", "--demo", "--port", "0"}, 8);
  EXPECT_THAT(second.err, HasSubstr("serve kører allerede"));
  const Ran english = must({"serve", "--demo", "--port", "0", "--language", "en"}, 8);
  EXPECT_THAT(english.err, HasSubstr("serve runs on this database already"));
}

TEST_F(ServedCommands, OtherSettingsAndAnotherClockAreRefused) {
  EXPECT_THAT(run_as({"--settings", town_.program().earlier_settings()}, {"overview"}).err,
              HasSubstr("andre indstillinger"));
  const Ran later = run_as({"--settings", town_.program().settings(), "--now",
                            "2030-01-01T00:00:00Z", "--language", "en"},
                           {"overview"});
  EXPECT_EQ(later.exit_code, 2);
  EXPECT_THAT(later.err, HasSubstr("the time is what serve has"));
  const Ran by_environment = run_as({"--settings", town_.program().settings()}, request(),
                                    {{"RETTESNOR_NOW", "2030-01-01T00:00:00Z"}});
  EXPECT_EQ(by_environment.exit_code, 2);
  EXPECT_THAT(must({"orders"}).out, Not(HasSubstr("mesor1")));
}

/// What the serving program says to a request that no command of this build would make.
cli::Frame answer_to(const std::string& path, const cli::ControlRequest& request) {
  const int line = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
  if (connect(line, reinterpret_cast<sockaddr*>(&name), sizeof name) != 0 ||
      !cli::receive_frame(line, 5s) ||
      !cli::send_frame(line, cli::FrameKind::request, to_bytes(request), 5s)) {
    throw std::runtime_error("nobody answers at " + path);
  }
  const auto frame = cli::receive_frame(line, 10s);
  close(line);
  if (!frame) throw std::runtime_error(test::english(frame.error()));
  return *frame;
}

TEST_F(ServedCommands, AnotherVersionAndWhatMustStayInTheTerminalAreRefused) {
  cli::ControlRequest request;
  request.version = std::string(cli::program_version());
  request.settings = cli::whole_path(town_.program().settings());
  request.command = "orders list";
  EXPECT_EQ(answer_to(socket_file(), request).kind, cli::FrameKind::output);

  for (const std::string command : {"serve", "break-glass set", "init", "no such"}) {
    cli::ControlRequest wrong = request;
    wrong.command = command;
    const cli::Frame said = answer_to(socket_file(), wrong);
    EXPECT_EQ(said.kind, cli::FrameKind::refusal) << command;
    EXPECT_EQ(cli::read_refusal(said.bytes).reason, cli::RefusalReason::unknown) << command;
  }
  request.version = "0.0.9";
  const cli::Frame said = answer_to(socket_file(), request);
  ASSERT_EQ(said.kind, cli::FrameKind::refusal);
  EXPECT_EQ(cli::read_refusal(said.bytes).reason, cli::RefusalReason::version);
  EXPECT_EQ(cli::read_refusal(said.bytes).detail, cli::program_version());
}

TEST_F(ServedCommands, WhenItHangsTheTerminalSaysSo) {
  town_.process().send(SIGSTOP);
  const Ran ran = run({"orders"});
  town_.process().send(SIGCONT);
  EXPECT_EQ(ran.exit_code, 8);
  EXPECT_THAT(ran.err, HasSubstr("serve holder databasen, men svarer ikke"));
  must({"orders"});
}

TEST_F(ServedCommands, WithAPathTooLongForASocketBothSaySo) {
  town_.process().stop();
  const auto longer = town_.program().path() / std::string(110, 'd');
  std::filesystem::rename(town_.program().path() / "data", longer);
  const auto log = town_.program().path() / "long.log";
  const Words first = {"--settings", town_.program().settings(), "--data", longer.string(),
                       "--now",      std::string(test::kTownNow)};
  Words argv{test::built_path("cli/rettesnor").string()};
  argv.insert(argv.end(), first.begin(), first.end());
  argv.insert(argv.end(), {"serve", "--demo", "--port", "0"});
  test::Process process(argv, log);
  ASSERT_TRUE(test::wait_until(
      [&] { return test::read_file(log).find("http://127.0.0.1:") != std::string::npos; }, 30s));
  EXPECT_THAT(test::read_file(log), HasSubstr("for lang til en socket (107 tegn)"));
  const Ran ran = run_as(first, {"orders"});
  EXPECT_EQ(ran.exit_code, 8);
  EXPECT_THAT(ran.err, HasSubstr("stien er for lang"));
  EXPECT_THAT(run_as(first, {"orders", "--language", "en"}).err, HasSubstr("the path is too long"));
}

}  // namespace
}  // namespace rettesnor
