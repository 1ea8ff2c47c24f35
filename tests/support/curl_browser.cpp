// Cookies by server, the rest by libcurl.
#include "tests/support/curl_browser.h"

#include <stdexcept>

namespace rettesnor::test {
namespace {

std::string value_after(const std::string& text, const std::string& mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return {};
  return text.substr(at + mark.size(), text.find('"', at + mark.size()) - at - mark.size());
}

}  // namespace

std::string origin_in(const std::string& url) {
  return url.substr(0, url.find('/', url.find("://") + 3));
}

const connectors::HttpReply& CurlBrowser::ask(connectors::HttpAsk ask) {
  auto& cookies = jar_[origin_in(ask.url)];
  std::string line;
  for (const auto& [name, value] : cookies) line += (line.empty() ? "" : "; ") + name + "=" + value;
  if (!line.empty()) ask.headers.push_back("Cookie: " + line);
  ask.ca_file = ask.url.starts_with("https:") ? ca_file_ : "";
  auto reply = connectors::exchange(ask);
  if (!reply) throw std::runtime_error(reply.error().message);
  here_ = ask.url;
  last_ = std::move(*reply);
  for (const auto& [name, value] : last_.headers) {
    if (name != "set-cookie") continue;
    const std::size_t equals = value.find('=');
    const std::string kept = value.substr(equals + 1, value.find(';') - equals - 1);
    if (kept.empty()) {
      cookies.erase(value.substr(0, equals));
    } else {
      cookies[value.substr(0, equals)] = kept;
    }
  }
  if (auto token = value_after(last_.body, "name=\"csrf\" value=\""); !token.empty())
    token_ = token;
  return last_;
}

const connectors::HttpReply& CurlBrowser::get(const std::string& url) {
  return ask({.url = url});
}

const connectors::HttpReply& CurlBrowser::post(const std::string& url, Fields fields) {
  if (!token_.empty()) fields.emplace_back("csrf", token_);
  connectors::HttpAsk form{.url = url, .method = connectors::HttpAsk::Method::post};
  for (const auto& [name, value] : fields) {
    form.body += (form.body.empty() ? "" : "&") + name + "=" + connectors::percent_encoded(value);
  }
  form.headers = {"Content-Type: application/x-www-form-urlencoded", "Origin: " + origin_in(url)};
  return ask(std::move(form));
}

std::string CurlBrowser::follow() {
  for (int i = 0; i < 12; ++i) {
    const std::string to = header("location");
    if (to.empty()) return here_;
    get(to.starts_with('/') ? origin_in(here_) + to : to);
  }
  throw std::runtime_error("sent in a circle: " + here_);
}

std::string CurlBrowser::header(const std::string& name) const {
  for (const auto& [key, value] : last_.headers) {
    if (key == name) return value;
  }
  return {};
}

std::string CurlBrowser::cookie(const std::string& origin, const std::string& name) const {
  const auto server = jar_.find(origin);
  if (server == jar_.end()) return {};
  const auto found = server->second.find(name);
  return found == server->second.end() ? "" : found->second;
}

}  // namespace rettesnor::test
