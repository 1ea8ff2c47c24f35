// Parts of the bench about the pages: the review page against epoll, and how soon the server
// answers.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "review/campaigns/campaigns.h"
#include "review/desk.h"
#include "review/organisation/persons.h"
#include "tests/bench/bench_moment.h"
#include "tests/bench/page_limit.h"
#include "tests/bench/parts.h"
#include "tests/bench/review_town.h"
#include "tests/http/raw_client.h"
#include "tests/support/places.h"
#include "tests/support/scratch.h"
#include "tests/support/town_program.h"
#include "web/parts/addresses.h"
#include "web/server.h"

namespace rettesnor::bench {
namespace {

std::string after(const std::string& text, const std::string& mark, char end) {
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return {};
  return text.substr(at + mark.size(), text.find(end, at + mark.size()) - at - mark.size());
}

std::string request(int port, const std::string& target, const std::string& cookie) {
  return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
         "\r\nCookie: rettesnor=" + cookie + "\r\n\r\n";
}

/// The cookie of a session of `person`.
std::string signed_in(int port, const std::string& person) {
  const std::string host = "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
  std::string page;
  {
    test::RawClient client(port);
    client.send("GET " + std::string(web::kSignIn) + " HTTP/1.1\r\n" + host + "\r\n");
    page = client.answer();
  }
  const std::string body =
      "persona=" + web::encode(person) + "&csrf=" + after(page, "name=\"csrf\" value=\"", '"');
  test::RawClient client(port);
  client.send("POST " + std::string(web::kSignIn) + " HTTP/1.1\r\n" + host +
              "Cookie: rettesnor=" + after(page, "Set-Cookie: rettesnor=", ';') +
              "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  return after(client.answer(), "Set-Cookie: rettesnor=", ';');
}

double private_mib(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
  double kib = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("Private_", 0) != 0) continue;
    kib += std::strtod(line.substr(line.find(':') + 1).c_str(), nullptr);
  }
  return kib / 1024;
}

}  // namespace

/// A page of 200 rows against the same bytes from an epoll loop, interleaved: requests a second and
/// p99 at 8 and 64 connections, ours and the limit's.
Numbers part_page(const std::string& path) {
  std::filesystem::remove(path);
  const ReviewTown town{.leaders = 2, .rights = 200};
  auto store = must(store::Store::open(path));
  fill(store, town, kNow - std::chrono::hours(1));
  review::Desk reviews(store, zone(), std::make_shared<const policies::Policy>(policy_of(town)));
  must(reviews.refresh(kNow));
  const auto who = must(review::organisation::authority(reviews.look(), leader_key(0)));
  const auto campaign = must(review::campaigns::open(
      reviews.enter(who), {.name = "Måling", .deadline = zone().date_of(kNow) + core::Days{30}},
      kNow));
  web::ServerSettings settings;
  settings.port = 0;
  settings.municipality = "Måling";
  settings.demo = web::ServerSettings::Demo::personas;
  const auto server = must(web::Server::start(settings, reviews, zone(), [] { return kNow; }));
  const int port = std::atoi(server->url().substr(17).c_str());
  const std::string target = std::string(web::kReview) +
                             "?campaign=" + std::to_string(campaign.id.value) +
                             "&reviewer=" + web::encode(leader_key(1));
  const std::string ask = request(port, target, signed_in(port, leader_key(1)));
  test::RawClient first(port);
  first.send(ask);
  const std::string page = first.answer();
  if (test::status_of(page) != 200) {
    std::cerr << page.substr(0, 2000) << '\n';
    std::exit(1);
  }
  const PageLimit limit(page);
  Numbers numbers;
  numbers["page_bytes"] = static_cast<double>(page.size());
  for (const int connections : {8, 64}) {
    const std::string at = "_" + std::to_string(connections);
    std::array<Load, 3> ours, theirs;
    for (std::size_t round = 0; round < 3; ++round) {
      theirs[round] = load_of(limit.port(), ask, connections, 2);
      ours[round] = load_of(port, ask, connections, 2);
    }
    const auto middle = [](std::array<Load, 3> loads, double Load::*what) {
      std::sort(loads.begin(), loads.end(),
                [what](const Load& a, const Load& b) { return a.*what < b.*what; });
      return loads[1].*what;
    };
    numbers["ours" + at] = middle(ours, &Load::a_second);
    numbers["limit" + at] = middle(theirs, &Load::a_second);
    numbers["ours_p99" + at] = middle(ours, &Load::p99_ms);
    numbers["limit_p99" + at] = middle(theirs, &Load::p99_ms);
    for (const Load& load : ours) numbers["wrong"] += static_cast<double>(load.wrong);
  }
  server->stop();
  return numbers;
}

/// The program itself on a generated municipality of 6,000: "first_answer_s", "idle_mib".
Numbers part_start(const std::string& folder) {
  const std::string town = folder + "/town";
  std::filesystem::remove_all(town);
  test::run(
      {test::built_path("fixtures/generate_town").string(), "--employees", "6000", "--out", town});
  const std::vector<std::string> program{test::built_path("cli/rettesnor").string(), "--settings",
                                         town + "/rettesnor.toml", "--now",
                                         std::string(test::kTownNow)};
  const auto with = [&](std::vector<std::string> words) {
    words.insert(words.begin(), program.begin(), program.end());
    return words;
  };
  test::run(with({"sync"}));
  std::vector<double> took;
  double idle = 0;
  for (int round = 0; round < 5; ++round) {
    const int port = test::free_port();
    const auto start = std::chrono::steady_clock::now();
    test::Process server(with({"serve", "--demo", "--port", std::to_string(port)}),
                         folder + "/serve.log");
    const bool answered = test::wait_until([&] {
      test::RawClient client(port);
      client.send("GET " + std::string(web::kSignIn) +
                  " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n\r\n");
      return test::status_of(client.answer()) == 200;
    });
    took.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    if (!answered) {
      std::cerr << test::read_file(folder + "/serve.log") << '\n';
      std::exit(1);
    }
    if (round == 0) continue;  // the first opens the campaign
    std::this_thread::sleep_for(std::chrono::seconds(1));
    idle = private_mib(server.pid());
    server.stop();
  }
  std::sort(took.begin(), took.end());
  return {{"first_answer_s", took[2]}, {"idle_mib", idle}};
}

}  // namespace rettesnor::bench
