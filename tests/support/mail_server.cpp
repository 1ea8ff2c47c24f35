// Starts aiosmtpd on loopback, and reads what it took with Python's own mail parser.
#include "tests/support/mail_server.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/places.h"

namespace rettesnor::test {
namespace {

std::string mail_script(const std::string& name) {
  return source_path("tests/support/smtp/" + name).string();
}

}  // namespace

MailServer::MailServer(Tls tls) : tls_(tls), port_(free_port()) {
  write_file(folder_.path() / "ca.crt", authority_.certificate_pem());
  authority_.issue(folder_.path(), "server", {.common_name = "127.0.0.1"});
  write_secret(folder_.path() / "password", "mail-secret\n");
  write_secret(folder_.path() / "wrong", "another-secret\n");
  start();
}

std::string MailServer::settings() const {
  return "server = \"" + url() + "\"\nsender = \"rettesnor@maagesund.example\"\nuser = \"" +
         user() + "\"\npassword_file = \"" + password_file() + "\"\nca_file = \"" + ca_file() +
         "\"\nbase_url = \"https://rettesnor.maagesund.example/\"\n";
}

void MailServer::start() {
  std::vector<std::string> argv{"/usr/bin/python3", mail_script("server.py"), std::to_string(port_),
                                folder_.file("taken")};
  if (tls_ == Tls::demanded) {
    argv.push_back(folder_.file("server.crt"));
    argv.push_back(folder_.file("server.key"));
  }
  write_file(folder_.path() / "log", "");
  process_ = Process(argv, folder_.path() / "log");
  const auto listens = [&] {
    return read_file(folder_.path() / "log").find("listening") != std::string::npos;
  };
  if (!wait_until(listens)) throw std::runtime_error(read_file(folder_.path() / "log"));
}

void MailServer::stop() {
  process_.stop();
}

std::vector<TakenMail> MailServer::mails() const {
  const Ran ran = run({"/usr/bin/python3", mail_script("read.py"), folder_.file("taken")});
  if (ran.exit_code != 0) throw std::runtime_error(ran.err);
  std::vector<TakenMail> mails;
  for (const auto& told : nlohmann::json::parse(ran.out)) {
    if (!told.at("defects").empty()) throw std::runtime_error(told.at("defects").dump());
    TakenMail mail;
    mail.sender = told.at("from");
    mail.recipients = told.at("to").get<std::vector<std::string>>();
    mail.was_encrypted = told.at("tls");
    mail.was_authenticated = told.at("auth");
    mail.message = told.at("message");
    mail.text = told.at("text");
    mail.subject = told.at("subject");
    mail.from = told.at("header_from");
    mail.message_id = told.at("id");
    mails.push_back(std::move(mail));
  }
  if (mails.size() < forgotten_) throw std::runtime_error("a mail is gone");
  mails.erase(mails.begin(), mails.begin() + static_cast<std::ptrdiff_t>(forgotten_));
  return mails;
}

void MailServer::forget() {
  forgotten_ += mails().size();
}

}  // namespace rettesnor::test
