// The global stop of mails: a file beside the store, so that it works while `serve` holds the
// store.
#include "service/mail_stop.h"
#include "words/refusal.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace rettesnor::service {
namespace {

namespace fs = std::filesystem;

fs::path stop_file(const std::string& data_folder) {
  return fs::path(data_folder) / "mail.stop";
}

}  // namespace

std::optional<std::string> mails_stopped(const std::string& data_folder) {
  std::error_code trouble;
  // A file that cannot be looked at counts as there: rather no mail than one that was forbidden.
  if (!fs::exists(stop_file(data_folder), trouble) && !trouble) return std::nullopt;
  std::ifstream in(stop_file(data_folder), std::ios::binary);
  std::string why((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  while (!why.empty() && why.back() == '\n') why.pop_back();
  return why;
}

core::Result<void> stop_mails(const std::string& data_folder, const std::string& why) {
  std::ofstream out(stop_file(data_folder), std::ios::binary | std::ios::trunc);
  out << why << '\n';
  out.flush();
  if (out.good()) return {};
  return words::refuse(core::ErrorKind::refused, words::Refusal::mail_stop_not_written,
                       {{"file", stop_file(data_folder).string()}});
}

core::Result<void> start_mails(const std::string& data_folder) {
  std::error_code trouble;
  fs::remove(stop_file(data_folder), trouble);
  if (!trouble) return {};
  return words::refuse(core::ErrorKind::refused, words::Refusal::mail_stop_not_removed,
                       {{"file", stop_file(data_folder).string()}});
}

}  // namespace rettesnor::service
