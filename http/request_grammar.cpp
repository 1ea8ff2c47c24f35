// Reads a request's head and refuses whatever two programs could read in two ways.
#include "http/request_grammar.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace rettesnor::http {
namespace {

constexpr Refusal kBadRequest{400, "The request is not one that this server reads."};
constexpr Refusal kBadMethod{405, "Only GET, HEAD and POST are answered here."};
constexpr Refusal kNoLength{411, "A POST must say how long it is."};
constexpr Refusal kLargeBody{413, "The request is larger than 1 MiB."};
constexpr Refusal kLargeUpload{413,
                               "Filen er for stor: den må højst fylde 5 MiB. / The file is too "
                               "large: it may hold at most 5 MiB."};
constexpr Refusal kLongTarget{414, "The address is longer than 2 KiB."};
constexpr Refusal kEncodedBody{415, "Compressed requests are not read here."};
constexpr Refusal kNoFiles{415, "No files are taken here."};
constexpr Refusal kExpectation{417, "This server does not answer expectations."};
constexpr Refusal kLargeHead{431, "The request has too many or too long headers."};
constexpr Refusal kChunkedBody{501, "Requests in pieces are not read here."};
constexpr Refusal kBadVersion{505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Controls may not stand in a value; a tab may.
bool is_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

bool is_target(std::string_view target) {
  return target.starts_with('/') && std::all_of(target.begin(), target.end(), [](char c) {
           return c > 0x20 && c < 0x7f && c != '#' && c != '\\';
         });
}

std::optional<Refusal> read_request_line(std::string_view line, const RequestLimits& limits,
                                         RequestHead& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return kBadRequest;
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (target.size() > limits.target) return kLongTarget;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return version.starts_with("HTTP/") ? kBadVersion : kBadRequest;
  }
  if (method != "GET" && method != "HEAD" && method != "POST") return kBadMethod;
  if (!is_target(target)) return kBadRequest;
  head.request.method = method;
  head.request.target = target;
  // A 1.0 client may not understand that the line stays open.
  if (version == "HTTP/1.0") head.after = RequestHead::After::close;
  return std::nullopt;
}

std::optional<Refusal> read_header_line(std::string_view line, RequestHead& head) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return kBadRequest;
  const std::string_view name = line.substr(0, colon);
  const auto is_allowed = [](char c) { return is_letter_or_digit(c) || c == '-'; };
  if (!std::all_of(name.begin(), name.end(), is_allowed)) return kBadRequest;
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_value(value)) return kBadRequest;
  head.request.headers.emplace_back(core::lower_ascii(name), value);
  return std::nullopt;
}

std::optional<Refusal> read_length(const RequestLimits& limits, RequestHead& head) {
  const HeaderLines& headers = head.request.headers;
  const auto is_length = [](const auto& line) { return line.first == "content-length"; };
  const auto found = std::find_if(headers.begin(), headers.end(), is_length);
  const bool is_post = head.request.method == "POST";
  if (found == headers.end()) return is_post ? std::optional(kNoLength) : std::nullopt;
  if (std::count_if(headers.begin(), headers.end(), is_length) != 1) return kBadRequest;
  const std::string& text = found->second;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return kBadRequest;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), head.body_bytes);
  const bool is_upload = head.body == RequestHead::Body::upload;
  if (error != std::errc{} || head.body_bytes > (is_upload ? limits.upload : limits.body)) {
    return is_upload ? kLargeUpload : kLargeBody;
  }
  if (!is_post && head.body_bytes > 0) return kBadRequest;
  return std::nullopt;
}

/// Which kind of body it has: one in parts is let in on the one path that takes a file.
std::optional<Refusal> read_type(const RequestLimits& limits, RequestHead& head) {
  std::size_t types = 0;
  for (const auto& [name, value] : head.request.headers) {
    if (name != "content-type") continue;
    if (++types > 1) return kBadRequest;
    const std::string type = core::lower_ascii(value);
    if (!type.starts_with("multipart")) continue;
    const bool is_taken = head.request.method == "POST" && !limits.upload_path.empty() &&
                          head.request.target == limits.upload_path &&
                          type.starts_with("multipart/form-data;");
    if (!is_taken) return kNoFiles;
    head.body = RequestHead::Body::upload;
  }
  return std::nullopt;
}

/// Everything that is about more than one line.
std::optional<Refusal> judge(const RequestLimits& limits, RequestHead& head) {
  std::size_t hosts = 0;
  for (const auto& [name, value] : head.request.headers) {
    if (name == "transfer-encoding") return kChunkedBody;
    if (name == "content-encoding") return kEncodedBody;
    if (name == "expect") return kExpectation;
    if (name == "host") ++hosts;
    if (name == "connection" && core::lower_ascii(value).find("close") != std::string::npos) {
      head.after = RequestHead::After::close;
    }
  }
  if (hosts != 1) return kBadRequest;
  if (const auto refusal = read_type(limits, head)) return refusal;
  return read_length(limits, head);
}

}  // namespace

HeadSearch search_head(std::string_view bytes, std::size_t from, const RequestLimits& limits) {
  for (std::size_t at = from; at < bytes.size(); ++at) {
    if (at >= limits.head) {
      const bool in_first_line = bytes.substr(0, at).find('\n') == std::string_view::npos;
      return {std::nullopt, in_first_line ? kLongTarget : kLargeHead};
    }
    if (bytes[at] == '\0') return {std::nullopt, kBadRequest};
    if (bytes[at] == '\n' && (at == 0 || bytes[at - 1] != '\r')) return {std::nullopt, kBadRequest};
    if (at > 0 && bytes[at - 1] == '\r' && bytes[at] != '\n') return {std::nullopt, kBadRequest};
    if (at >= 3 && bytes.substr(at - 3, 4) == "\r\n\r\n") return {at + 1, std::nullopt};
  }
  return {};
}

HeadReading read_head(std::string_view bytes, const RequestLimits& limits) {
  RequestHead head;
  head.bytes = bytes.size();
  std::string_view rest = bytes;
  for (std::size_t number = 0; !rest.empty(); ++number) {
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos) return {std::nullopt, kBadRequest};
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    if (line.empty() && number > 0 && rest.empty()) break;
    if (number > limits.headers) return {std::nullopt, kLargeHead};
    const auto refusal =
        number == 0 ? read_request_line(line, limits, head) : read_header_line(line, head);
    if (refusal) return {std::nullopt, refusal};
  }
  if (const auto refusal = judge(limits, head)) return {std::nullopt, refusal};
  return {std::move(head), std::nullopt};
}

}  // namespace rettesnor::http
