// A real mail server on loopback (aiosmtpd) that keeps every mail it takes.
#pragma once

#include <string>
#include <vector>

#include "tests/support/scratch.h"
#include "tests/support/test_certificates.h"

namespace rettesnor::test {

struct TakenMail {
  std::string sender;
  std::vector<std::string> recipients;
  bool was_encrypted = false;
  bool was_authenticated = false;
  std::string message;  ///< as it came
  std::string text;     ///< the body, decoded
  std::string subject;  ///< decoded
  std::string from;     ///< header, decoded
  std::string message_id;
};

/// STARTTLS and AUTH are demanded. full@… gets 452, unknown@… gets 550, a wrong password 535.
class MailServer {
 public:
  enum class Tls { demanded, absent };
  explicit MailServer(Tls tls = Tls::demanded);

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::string ca_file() const { return folder_.file("ca.crt"); }
  static std::string user() { return "rettesnor"; }
  std::string password_file() const { return folder_.file("password"); }
  std::string wrong_password_file() const { return folder_.file("wrong"); }
  /// The lines of [mail] that use it.
  std::string settings() const;

  /// In the order in which they came; those since the last call of forget().
  std::vector<TakenMail> mails() const;
  void forget();
  void stop();
  void start();  ///< again, on the same port

 private:
  Tls tls_;
  ScratchFolder folder_{"mail"};
  TestAuthority authority_;
  int port_;
  std::size_t forgotten_ = 0;
  Process process_;
};

}  // namespace rettesnor::test
