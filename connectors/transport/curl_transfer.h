// One exchange over HTTP or SMTP through libcurl: verified TLS, time and size limits, no redirects.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/secret.h"

namespace rettesnor::connectors {

struct HttpAsk {
  std::string url;  ///< https; http only to 127.0.0.1 or ::1. No user information in it.
  enum class Method { get, post } method = Method::get;
  std::vector<std::string> headers;  ///< "Name: value", without line ends
  std::string body;                  ///< of a post
  std::string ca_file;               ///< PEM; empty: the system's own
  std::chrono::milliseconds time_limit{10'000};
  std::size_t most_bytes = 1 << 20;  ///< of the answer's body
};

struct HttpReply {
  long status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names lower-case
  std::string body;
};

/// A redirect is an answer like any other. invalid_input for an address that is not allowed,
/// unreachable (also for a certificate that does not hold), corrupt when the answer is too large.
/// Proxies from the environment are not used.
core::Result<HttpReply> exchange(const HttpAsk& ask);

/// `text` for use inside a query or a form field.
std::string percent_encoded(std::string_view text);

struct MailServer {
  std::string url;   ///< "smtp://host:587": STARTTLS is demanded; or "smtps://host:465"
  std::string user;  ///< empty: no authentication
  const core::Secret* password = nullptr;  ///< borrowed
  std::string ca_file;
  std::chrono::milliseconds time_limit{30'000};
};

struct Envelope {
  std::string sender;     ///< bare address; neither spaces, angles nor line ends
  std::string recipient;  ///< the same
  std::string message;    ///< RFC 5322, lines ended by CRLF
};

/// Ok means that the server has taken responsibility (250 after the data). unauthorized: the server
/// wants another credential; refused: a lasting no (5xx), the message has its code; unreachable: a
/// no for now (4xx), no connection, no TLS: trying later may help. Nothing of the mail, and no
/// password, goes out before TLS is up.
core::Result<void> send_mail(const MailServer& server, const Envelope& mail);

}  // namespace rettesnor::connectors
