// A browser without a screen: cookies of several servers, forms with their token, redirects by
// hand.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/transport/curl_transfer.h"

namespace rettesnor::test {

class CurlBrowser {
 public:
  explicit CurlBrowser(std::string ca_file) : ca_file_(std::move(ca_file)) {}

  using Fields = std::vector<std::pair<std::string, std::string>>;
  /// Throws std::runtime_error when nobody answers.
  const connectors::HttpReply& get(const std::string& url);
  /// With the token of the last page that held one.
  const connectors::HttpReply& post(const std::string& url, Fields fields);
  /// Goes where answers send it, with GET, until one sends nowhere; the address of the last.
  std::string follow();

  const connectors::HttpReply& last() const { return last_; }
  long status() const { return last_.status; }
  bool shows(const std::string& text) const { return last_.body.find(text) != std::string::npos; }
  /// Of the last answer; empty when it has none.
  std::string header(const std::string& name) const;
  /// Of the server at `origin`.
  std::string cookie(const std::string& origin, const std::string& name) const;

 private:
  const connectors::HttpReply& ask(connectors::HttpAsk ask);
  std::string ca_file_;
  std::map<std::string, std::map<std::string, std::string>> jar_;  ///< origin → name → value
  std::string token_;
  std::string here_;
  connectors::HttpReply last_;
};

/// "https://127.0.0.1:8443" of an address there.
std::string origin_in(const std::string& url);

}  // namespace rettesnor::test
