// The strict grammar of the requests that are let in: a narrow part of HTTP/1.1 (RFC 9112), pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/exchange.h"

namespace rettesnor::http {

struct RequestLimits {
  std::size_t head = 16 * 1024;  ///< bytes of request line and headers with their line ends
  std::size_t headers = 100;
  std::size_t target = 4 * 1024;  ///< a provider's code can be long
  std::size_t body = 1024 * 1024;
  std::string upload_path;  ///< the one that takes a form with a file; empty: none does
  std::size_t upload = 0;   ///< bytes of the body of such a form
};

/// Why a request is not let in: an HTTP status and a sentence that tells nothing of what is inside.
struct Refusal {
  int status;
  std::string_view sentence;
};

struct RequestHead {
  Request request;  ///< without its body
  std::size_t bytes = 0;
  std::size_t body_bytes = 0;
  enum class Body { form, upload } body = Body::form;    ///< upload: multipart/form-data
  enum class After { keep, close } after = After::keep;  ///< what the client wants afterwards
};

/// Looks for the end of the head in `bytes`, which came in pieces; `from` is where the last look
/// ended. Reads every byte once.
struct HeadSearch {
  std::optional<std::size_t> end;  ///< number of bytes of the head with its empty line
  std::optional<Refusal> refusal;  ///< it can be seen already that this will not do
};
HeadSearch search_head(std::string_view bytes, std::size_t from, const RequestLimits& limits);

/// A whole head, its empty line included. Refused are: methods other than GET, HEAD and POST (405),
/// versions other than 1.0 and 1.1 (505), targets that are no path or too long (400, 414), header
/// names outside [A-Za-z0-9-], folded lines, control characters, a second or missing Host (400),
/// more headers than the limit (431), Transfer-Encoding (501), Content-Encoding (415), Expect
/// (417), a second or strange Content-Length (400), a POST without it (411), too much of it (413),
/// a body on anything but a POST (400), a second Content-Type (400), and a body in parts
/// (multipart) anywhere but on the one path that takes a file (415).
struct HeadReading {
  std::optional<RequestHead> head;
  std::optional<Refusal> refusal;  ///< set when `head` is not
};
HeadReading read_head(std::string_view head, const RequestLimits& limits);

}  // namespace rettesnor::http
