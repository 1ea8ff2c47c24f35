// The town with `serve` running on it, and a browser that keeps a cookie and a token.
#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/http/raw_client.h"
#include "tests/support/places.h"
#include "tests/support/scratch.h"
#include "tests/support/town_program.h"
#include "web/parts/addresses.h"

namespace rettesnor::test {

inline constexpr std::string_view kLeader = "Personale/P0084";  ///< answers for many

/// `serve --demo` on the town at that moment, which stands still; its port once it answers. Throws
/// with what it said when it does not come up.
inline std::pair<Process, int> served(const TownProgram& town, std::string_view now,
                                      const std::filesystem::path& log) {
  std::filesystem::remove(log);
  Process process({built_path("cli/rettesnor").string(), "--settings", town.settings(), "--now",
                   std::string(now), "serve", "--demo", "--port", "0"},
                  log);
  int port = 0;
  const auto has_address = [&] {
    const std::string said = read_file(log);
    const std::size_t at = said.find("http://127.0.0.1:");
    if (at == std::string::npos || said.find('\n', at) == std::string::npos) return false;
    port = std::atoi(said.c_str() + at + 17);
    return true;
  };
  if (!wait_until(has_address, std::chrono::seconds(30))) throw std::runtime_error(read_file(log));
  return {std::move(process), port};
}

/// The town with `serve --demo` running on it.
class ServedTown {
 public:
  ServedTown() : ServedTown([](const TownProgram&) {}) {}
  /// `before` is done on the town before it is served.
  explicit ServedTown(const std::function<void(const TownProgram&)>& before) {
    town_.walk();
    before(town_);
    start();
  }
  /// Again after it was stopped or killed, on the data that is there.
  void start() { std::tie(process_, port_) = served(town_, kTownNow, log()); }
  int port() const { return port_; }
  const TownProgram& program() const { return town_; }
  Process& process() { return process_; }

 private:
  std::filesystem::path log() const { return town_.path() / "serve.log"; }
  TownProgram town_;
  Process process_;
  int port_ = 0;
};

/// Keeps one cookie and sends forms with the token that the last page held.
class Browser {
 public:
  explicit Browser(int port) : port_(port) {}
  Browser(int port, std::string_view persona) : Browser(port) {
    get(web::kSignIn);
    if (status_of(post(web::kSignIn, "persona=" + web::encode(persona))) != 303) {
      throw std::runtime_error("no sign-in as " + std::string(persona) + last);
    }
  }

  std::string get(std::string_view target) { return ask("GET", target, "", ""); }
  std::string post(std::string_view path, std::string body, std::string_view more = "") {
    if (!csrf.empty()) body += (body.empty() ? "csrf=" : "&csrf=") + csrf;
    return ask("POST", path, body, more);
  }
  /// A form in parts, as a browser sends one with files.
  std::string post_parts(std::string_view path,
                         const std::vector<std::pair<std::string, std::string>>& fields,
                         const std::vector<std::pair<std::string, std::string>>& files) {
    std::string body;
    const auto part = [&](const std::string& head, const std::string& content) {
      body += "--edge\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
    };
    part("name=\"csrf\"", csrf);
    for (const auto& [name, value] : fields) part("name=\"" + name + "\"", value);
    for (const auto& [name, bytes] : files) part("name=\"file\"; filename=\"" + name + "\"", bytes);
    return ask("POST", path, body + "--edge--\r\n", "", "multipart/form-data; boundary=edge");
  }

  std::string cookie, csrf, last;

 private:
  std::string ask(std::string_view method, std::string_view target, const std::string& body,
                  std::string_view more,
                  std::string_view type = "application/x-www-form-urlencoded") {
    std::string bytes = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
    bytes += "Host: 127.0.0.1:" + std::to_string(port_) + "\r\nConnection: close\r\n";
    if (!cookie.empty()) bytes += "Cookie: rettesnor=" + cookie + "\r\n";
    bytes += more;
    if (method == "POST") {
      bytes += "Content-Type: " + std::string(type) +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    }
    RawClient client(port_);
    client.send(bytes + "\r\n" + body);
    last = client.rest();
    if (const auto set = after("Set-Cookie: rettesnor=", ';')) cookie = *set;
    if (const auto token = after("name=\"csrf\" value=\"", '"')) csrf = *token;
    return last;
  }
  std::optional<std::string> after(std::string_view mark, char end) const {
    const std::size_t at = last.find(mark);
    if (at == std::string::npos) return std::nullopt;
    return last.substr(at + mark.size(), last.find(end, at + mark.size()) - at - mark.size());
  }
  int port_;
};

inline std::string field(const std::string& page, const std::string& name, std::size_t from = 0) {
  const std::string mark = "name=\"" + name + "\" value=\"";
  const std::size_t at = page.find(mark, from);
  if (at == std::string::npos) return {};
  return page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
}

inline std::string location_of(const std::string& answer) {
  const std::size_t at = answer.find("Location: ");
  return at == std::string::npos ? "" : answer.substr(at + 10, answer.find("\r\n", at) - at - 10);
}

}  // namespace rettesnor::test
