// Writes a mail as the bytes that go to a mail server.
#include "connectors/mail/mail_message.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "core/base64.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

constexpr std::string_view kCrlf = "\r\n";
constexpr std::size_t kMostInLine = 75;  // of quoted-printable, before the soft "="
constexpr std::size_t kMostInWord = 39;  // bytes: with the header's name less than 76 letters
constexpr std::size_t kMostOfAName = 200;

bool needs_no_encoding(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }) &&
         text.find("=?") == std::string_view::npos;
}

/// The length of a prefix of whole UTF-8 characters, at most `most` bytes.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  std::size_t end = most;
  while (end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

/// Encoded words, each on a line of its own (RFC 2047).
std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t n = whole_characters(text, kMostInWord);
    out +=
        (out.empty() ? "" : "\r\n ") + ("=?utf-8?B?" + core::to_base64(text.substr(0, n)) + "?=");
    text.remove_prefix(n);
  }
  return out;
}

std::string header_text(std::string_view told) {
  const std::string safe = core::printable(told, kMostOfAName);
  return needs_no_encoding(safe) && safe.size() <= 60 ? safe : encoded_words(safe);
}

/// `"name" <address>`, or the address alone.
std::string mailbox(std::string_view name, std::string_view address) {
  std::string bare = "<" + std::string(address) + ">";
  if (name.empty()) return bare;
  // Encoded even when it is ASCII: inside an encoded word nothing has a meaning.
  return encoded_words(core::printable(name, kMostOfAName)) + "\r\n " + bare;
}

std::string date_header(core::Timestamp t) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date(day);
  const std::chrono::weekday weekday(day);
  const std::chrono::hh_mm_ss time(t - day);
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                kDays[weekday.c_encoding()], static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return out.data();
}

/// RFC 2045 6.7.
std::string quoted_printable(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      out += kCrlf;
      column = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool plain = (c > ' ' && c <= '~' && c != '=') || (c == ' ' && !ends_line);
    const std::size_t width = plain ? 1 : 3;
    if (column + width > kMostInLine) {
      out += "=\r\n";
      column = 0;
    }
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'=', kHex[byte >> 4U], kHex[byte & 15U]};
    }
    column += width;
  }
  return out;
}

bool is_address_letter(char c) {
  constexpr std::string_view kSigns = ".!#$%&'*+/=?^_`{|}~-";
  return core::is_letter_or_digit(c) || kSigns.find(c) != std::string_view::npos;
}

core::Result<void> check_address(const std::string& address) {
  if (is_mail_address(address)) return {};
  return core::fail(core::ErrorKind::invalid_input, "\"" + core::printable(address, 100) +
                                                        "\" is no mail address that can be used");
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const std::string_view host = text.substr(at + 1);
  if (host.empty() || host.front() == '.' || host.front() == '-' || host.back() == '.')
    return false;
  // An address that begins with "-" might be taken for an option by a mail program.
  if (text.front() == '-' || text.front() == '.' || text[at - 1] == '.') return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at),
                     is_address_letter) &&
         std::all_of(host.begin(), host.end(),
                     [](char c) { return core::is_letter_or_digit(c) || c == '.' || c == '-'; });
}

core::Result<std::string> mail_message(const MailMessage& mail) {
  TRY(check_address(mail.sender));
  TRY(check_address(mail.recipient));
  TRY(check_address(mail.message_id));
  std::string out;
  const auto header = [&out](std::string_view name, const std::string& value) {
    out += std::string(name) + ": " + value + "\r\n";
  };
  header("From", mailbox(mail.sender_name, mail.sender));
  header("To", mailbox(mail.recipient_name, mail.recipient));
  header("Subject", header_text(mail.subject));
  header("Date", date_header(mail.date));
  header("Message-ID", "<" + mail.message_id + ">");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "quoted-printable");
  header("Content-Language", mail.language == "en" ? "en" : "da");
  // Out-of-office answers to a program help nobody (RFC 3834).
  header("Auto-Submitted", "auto-generated");
  header("X-Auto-Response-Suppress", "All");
  return out + "\r\n" + quoted_printable(core::to_valid_utf8(mail.text));
}

}  // namespace rettesnor::connectors
