// Writes a mail as the bytes that go to a mail server (RFC 5322, RFC 2045, RFC 2047).
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

struct MailMessage {
  std::string message_id;  ///< without angles: "1f0c…@kommune.dk"
  std::string sender;      ///< bare address
  std::string sender_name;
  std::string recipient;  ///< bare address
  std::string recipient_name;
  std::string subject;
  std::string text;      ///< lines ended by "\n"
  std::string language;  ///< "da" or "en"
  core::Timestamp date;
};

/// One address as SMTP takes it: ASCII, one "@", no spaces, quotes, brackets, commas or line ends.
bool is_mail_address(std::string_view text);

/// Headers and text, lines ended by CRLF, ASCII alone, no line longer than 76 characters (headers:
/// folded). Whatever is in a name, a subject or the text, it cannot become a header: names and
/// subjects lose their control characters and are encoded. invalid_input when an address or the
/// message id cannot be used; the message names no secret.
core::Result<std::string> mail_message(const MailMessage& mail);

}  // namespace rettesnor::connectors
