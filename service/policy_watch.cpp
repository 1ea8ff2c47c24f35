// Notices that the files of the policy were changed while the program runs.
#include "service/policy_watch.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "policies/read_policy.h"
#include "words/refusal.h"

namespace rettesnor::service {
namespace {

namespace fs = std::filesystem;

/// Names, sizes and times of the files; a folder that cannot be listed is like none.
std::string look_of(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> files;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".toml") continue;
    std::error_code gone;
    const auto size = at->file_size(gone);
    const auto time = at->last_write_time(gone).time_since_epoch().count();
    files.push_back(at->path().filename().string() + ' ' + std::to_string(size) + ' ' +
                    std::to_string(time) + '\n');
  }
  std::ranges::sort(files);
  std::string look;
  for (const std::string& file : files) look += file;
  return look;
}

std::string errors_of(const policies::PolicyReading& reading) {
  std::string told;
  for (const policies::Complaint& complaint : reading.complaints) {
    if (complaint.weight != policies::Complaint::Weight::error) continue;
    told += (told.empty() ? "" : "; ") + policies::show(complaint);
  }
  return told;
}

}  // namespace

PolicyWatch::PolicyWatch(std::string folder, const policies::Policy& in_force)
    : folder_(std::move(folder)),
      fingerprint_(in_force.fingerprint),
      read_(look_of(folder_)),
      seen_(read_) {}

core::Result<std::shared_ptr<const policies::Policy>> PolicyWatch::changed() {
  std::string look = look_of(folder_);
  const bool is_settled = look == seen_;
  seen_ = look;
  if (look == read_ || !is_settled) return nullptr;
  policies::PolicyReading reading = TRY(policies::read_policy(folder_));
  if (!reading.usable()) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::policy_change_unusable,
                         {{"why", errors_of(reading)}});
  }
  read_ = std::move(look);
  if (reading.policy.fingerprint == fingerprint_) return nullptr;
  fingerprint_ = reading.policy.fingerprint;
  return std::make_shared<const policies::Policy>(std::move(reading.policy));
}

}  // namespace rettesnor::service
