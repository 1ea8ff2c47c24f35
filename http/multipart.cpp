// Takes a form in parts apart.
#include "http/multipart.h"

#include <algorithm>

#include "core/text.h"

namespace rettesnor::http {
namespace {

constexpr std::size_t kLongestBoundary = 70;
constexpr std::size_t kLongestHead = 2 * 1024;
constexpr std::size_t kLongestField = 16 * 1024;
constexpr std::size_t kMostParts = 32;

tl::unexpected<core::Error> unreadable() {
  return core::fail(core::ErrorKind::invalid_input, core::ErrorCode{"form_unreadable"});
}

/// What comes before `mark`, which is taken away with it; nullopt and nothing taken without it.
std::optional<std::string_view> take_until(std::string_view& rest, std::string_view mark) {
  const std::size_t at = rest.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = rest.substr(0, at);
  rest.remove_prefix(at + mark.size());
  return before;
}

bool take(std::string_view& rest, std::string_view mark) {
  if (!rest.starts_with(mark)) return false;
  rest.remove_prefix(mark.size());
  return true;
}

bool is_boundary(std::string_view text) {
  const auto fits = [](char c) {
    return core::is_letter_or_digit(c) ||
           std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= kLongestBoundary &&
         std::all_of(text.begin(), text.end(), fits);
}

/// Empty when there is none that will do.
std::string_view boundary_in(std::string_view content_type) {
  constexpr std::string_view kType = "multipart/form-data;";
  if (core::lower_ascii(content_type.substr(0, kType.size())) != kType) return {};
  content_type.remove_prefix(kType.size());
  content_type.remove_prefix(std::min(content_type.find_first_not_of(' '), content_type.size()));
  constexpr std::string_view kName = "boundary=";
  if (core::lower_ascii(content_type.substr(0, kName.size())) != kName) return {};
  std::string_view value = content_type.substr(kName.size());
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return is_boundary(value) ? value : std::string_view();
}

struct PartHead {
  std::string name;
  std::optional<std::string> file_name;
};

/// `; key="value"`, as browsers write it: a quote inside stands as %22.
std::optional<std::string> take_parameter(std::string_view& rest, std::string_view key) {
  std::string_view tried = rest;
  if (!take(tried, "; ") || !take(tried, key) || !take(tried, "=\"")) return std::nullopt;
  const auto value = take_until(tried, "\"");
  if (!value) return std::nullopt;
  rest = tried;
  return std::string(*value);
}

std::optional<PartHead> read_disposition(std::string_view value) {
  if (!take(value, "form-data")) return std::nullopt;
  PartHead head;
  auto name = take_parameter(value, "name");
  if (!name || name->empty()) return std::nullopt;
  head.name = std::move(*name);
  head.file_name = take_parameter(value, "filename");
  if (!value.empty()) return std::nullopt;
  return head;
}

/// nullopt for anything but one Content-Disposition and at most one plain Content-Type.
std::optional<PartHead> read_part_head(std::string_view lines) {
  std::optional<PartHead> head;
  bool is_typed = false;
  while (!lines.empty()) {
    const auto line = take_until(lines, "\r\n");
    if (!line) return std::nullopt;
    const std::size_t colon = line->find(": ");
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string name = core::lower_ascii(line->substr(0, colon));
    const std::string_view value = line->substr(colon + 2);
    if (name == "content-disposition" && !head) {
      head = read_disposition(value);
      if (!head) return std::nullopt;
    } else if (name == "content-type" && !is_typed &&
               !core::lower_ascii(value).starts_with("multipart")) {
      is_typed = true;
    } else {
      return std::nullopt;
    }
  }
  return head;
}

/// False when the form has its file already, or the field is too long.
bool keep(MultipartForm& form, PartHead head, std::string_view content) {
  if (!head.file_name) {
    if (content.size() > kLongestField) return false;
    form.fields.emplace_back(std::move(head.name), content);
    return true;
  }
  // A browser sends the field of a file that was not chosen with neither name nor content.
  if (head.file_name->empty() && content.empty()) return true;
  if (form.file) return false;
  form.file = SentFile{std::move(*head.file_name), std::string(content)};
  return true;
}

}  // namespace

core::Result<MultipartForm> read_multipart(std::string_view content_type, std::string_view body) {
  const std::string_view boundary = boundary_in(content_type);
  if (boundary.empty()) return unreadable();
  const std::string line = "\r\n--" + std::string(boundary);
  if (!take(body, std::string_view(line).substr(2))) return unreadable();
  MultipartForm form;
  for (std::size_t parts = 0; !take(body, "--"); ++parts) {
    if (parts == kMostParts || !take(body, "\r\n")) return unreadable();
    const std::size_t end = body.substr(0, kLongestHead).find("\r\n\r\n");
    if (end == std::string_view::npos) return unreadable();
    auto head = read_part_head(body.substr(0, end + 2));
    body.remove_prefix(end + 4);
    const auto content = take_until(body, line);
    if (!head || !content || !keep(form, std::move(*head), *content)) return unreadable();
  }
  if (!body.empty() && body != "\r\n") return unreadable();
  return form;
}

}  // namespace rettesnor::http
