// Names of what can become of a mail.
#include "core/mail.h"

namespace rettesnor::core {

std::string_view name_of(MailState state) {
  switch (state) {
    case MailState::queued:
      return "queued";
    case MailState::sent:
      return "sent";
    case MailState::deferred:
      return "deferred";
    case MailState::failed:
      return "failed";
    case MailState::dropped:
      return "dropped";
  }
  return {};
}

}  // namespace rettesnor::core
