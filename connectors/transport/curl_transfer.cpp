// The only code that speaks to libcurl.
#include "connectors/transport/curl_transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::Result;

struct Closer {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using Transfer = std::unique_ptr<CURL, Closer>;
using Lines = std::unique_ptr<curl_slist, Closer>;

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
}

struct Address {
  std::string scheme;
  std::string host;
};

/// Taken apart by the library that will use it, so that both mean the same host.
Result<Address> address_of(const std::string& url) {
  const auto wrong = [&](const char* why) {
    return core::fail(ErrorKind::invalid_input, "address \"" + url + "\": " + why);
  };
  if (has_control_characters(url)) return wrong("holds control characters");
  const std::unique_ptr<CURLU, Closer> parts(curl_url());
  if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    return wrong("is not a URL; write for example https://host/path");
  const auto part = [&](CURLUPart which) -> std::string {
    char* text = nullptr;
    if (curl_url_get(parts.get(), which, &text, 0) != CURLUE_OK) return {};
    const std::unique_ptr<char, Closer> owned(text);
    return text;
  };
  if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty())
    return core::fail(ErrorKind::invalid_input, "an address must not hold a user or a password");
  Address address;
  address.scheme = part(CURLUPART_SCHEME);
  address.host = part(CURLUPART_HOST);
  return address;
}

struct Received {
  HttpReply reply;
  std::size_t most_bytes = 0;
  bool too_large = false;
};

constexpr std::size_t kMostHeaders = 200;

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* where) {
  auto& received = *static_cast<Received*>(where);
  const std::size_t length = size * count;
  if (received.reply.body.size() + length > received.most_bytes) {
    received.too_large = true;
    return 0;
  }
  received.reply.body.append(bytes, length);
  return length;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* where) {
  auto& received = *static_cast<Received*>(where);
  const std::size_t length = size * count;
  const std::string_view line(bytes, length);
  if (line.starts_with("HTTP/")) received.reply.headers.clear();  // after a "100 Continue"
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return length;
  if (received.reply.headers.size() >= kMostHeaders) {
    received.too_large = true;
    return 0;
  }
  received.reply.headers.emplace_back(core::lower_ascii(line.substr(0, colon)),
                                      std::string(core::trimmed(line.substr(colon + 1))));
  return length;
}

/// What every transfer has: verified TLS of 1.2 or later, no redirects, no proxy, no signals.
Result<Transfer> begin_transfer(const std::string& url, const std::string& ca_file,
                                std::chrono::milliseconds time_limit, char* trouble) {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  Transfer transfer(kReady == CURLE_OK ? curl_easy_init() : nullptr);
  if (!transfer) return core::fail(ErrorKind::unreachable, "libcurl did not start");
  CURL* curl = transfer.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, trouble);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(time_limit.count()));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min(time_limit.count(), std::int64_t{10'000})));
  return transfer;
}

std::string reason(CURLcode code, const char* trouble) {
  return *trouble != '\0' ? std::string(trouble) : std::string(curl_easy_strerror(code));
}

/// One table for what libcurl says.
ErrorKind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_SSL_CACERT_BADFILE:
      return ErrorKind::invalid_input;
    case CURLE_LOGIN_DENIED:
      return ErrorKind::unauthorized;
    case CURLE_WEIRD_SERVER_REPLY:
      return ErrorKind::corrupt;
    default:
      return ErrorKind::unreachable;
  }
}

struct Unsent {
  std::string_view text;
};

std::size_t give_message(char* into, std::size_t size, std::size_t count, void* where) {
  auto& unsent = *static_cast<Unsent*>(where);
  const std::size_t length = std::min(size * count, unsent.text.size());
  std::memcpy(into, unsent.text.data(), length);
  unsent.text.remove_prefix(length);
  return length;
}

bool is_bare_address(std::string_view address) {
  return !address.empty() && address.size() <= 254 && !has_control_characters(address) &&
         address.find_first_of(" <>\"\\,;") == std::string_view::npos;
}

Result<void> judge_mail(CURL* curl, CURLcode code, const char* trouble, const std::string& server) {
  if (code == CURLE_OK) return {};
  long reply = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
  const std::string what = "mail server " + server + ": " + reason(code, trouble) +
                           (reply > 0 ? " (" + std::to_string(reply) + ")" : "");
  if (code == CURLE_LOGIN_DENIED || reply == 530 || reply == 534 || reply == 535)
    return core::fail(ErrorKind::unauthorized, what);
  // A connection that broke after a good reply is not a lasting no.
  const bool answered = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
                        code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_SSL_CONNECT_ERROR ||
                        code == CURLE_HTTP_RETURNED_ERROR || code == CURLE_REMOTE_ACCESS_DENIED;
  if (answered && reply >= 500 && reply < 600) return core::fail(ErrorKind::refused, what);
  if (code == CURLE_USE_SSL_FAILED)
    return core::fail(ErrorKind::unreachable,
                      what + "; it offers no STARTTLS, and without TLS nothing is sent");
  const ErrorKind kind = kind_of(code);
  return core::fail(kind == ErrorKind::corrupt ? ErrorKind::unreachable : kind, what);
}

}  // namespace

Result<HttpReply> exchange(const HttpAsk& ask) {
  const Address address = TRY(address_of(ask.url));
  if (address.scheme != "https" &&
      !(address.scheme == "http" && core::is_loopback_literal(address.host)))
    return core::fail(ErrorKind::invalid_input,
                      ask.url + ": only https is asked, or http on this machine itself");
  char trouble[CURL_ERROR_SIZE] = {};
  const Transfer transfer = TRY(begin_transfer(ask.url, ask.ca_file, ask.time_limit, trouble));
  CURL* curl = transfer.get();
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  Lines lines;
  for (const std::string& header : ask.headers) {
    if (has_control_characters(header))
      return core::fail(ErrorKind::invalid_input, "a header holds control characters");
    lines.reset(curl_slist_append(lines.release(), header.c_str()));
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
  if (ask.method == HttpAsk::Method::post) {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(ask.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask.body.c_str());
  }
  Received received;
  received.most_bytes = ask.most_bytes;
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &received);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &received);
  const CURLcode code = curl_easy_perform(curl);
  if (received.too_large)
    return core::fail(ErrorKind::corrupt, address.host + " answered with more than is allowed");
  if (code != CURLE_OK)
    return core::fail(kind_of(code), address.host + ": " + reason(code, trouble));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &received.reply.status);
  return std::move(received.reply);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = core::is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' ||
                       c == '~';  // RFC 3986, 2.3
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kDigits[byte >> 4U];
    encoded += kDigits[byte & 0xFU];
  }
  return encoded;
}

Result<void> send_mail(const MailServer& server, const Envelope& mail) {
  const Address address = TRY(address_of(server.url));
  if (address.scheme != "smtp" && address.scheme != "smtps")
    return core::fail(ErrorKind::invalid_input,
                      server.url + ": write smtp://host:587 or smtps://host:465");
  for (const std::string& party : {mail.sender, mail.recipient}) {
    if (!is_bare_address(party))
      return core::fail(ErrorKind::invalid_input, "\"" + party + "\" is not a mail address");
  }
  char trouble[CURL_ERROR_SIZE] = {};
  const Transfer transfer =
      TRY(begin_transfer(server.url, server.ca_file, server.time_limit, trouble));
  CURL* curl = transfer.get();
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, long{CURLUSESSL_ALL});
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    const std::string password(server.password == nullptr ? "" : server.password->reveal());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + mail.sender + ">").c_str());
  const Lines recipients(curl_slist_append(nullptr, ("<" + mail.recipient + ">").c_str()));
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  Unsent unsent{mail.message};
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_message);
  curl_easy_setopt(curl, CURLOPT_READDATA, &unsent);
  const CURLcode code = curl_easy_perform(curl);
  return judge_mail(curl, code, trouble, address.host);
}

}  // namespace rettesnor::connectors
