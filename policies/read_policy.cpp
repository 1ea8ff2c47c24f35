// Text → JSON → schema → values → whole-policy checks, collecting every complaint on the way.
#include "policies/read_policy.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/text.h"
#include "policies/fingerprint.h"
#include "policies/places.h"
#include "policies/policy_values.h"
#include "policies/schema_check.h"
#include "policies/toml.h"
#include "policies/whole_policy.h"
#include "words/error.h"

namespace rettesnor::embedded {
std::string_view policies_policy_schema_json();
}

namespace rettesnor::policies {
namespace {

namespace fs = std::filesystem;

const SchemaCheck& compiled_schema() {
  static const SchemaCheck kSchema(policy_schema());
  return kSchema;
}

class Reading {
 public:
  void take(const std::string& name, const std::string& text) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
      complain(name, {1, 1, "the file is empty: fill it in or delete it"});
      return;
    }
    ParsedFile file{name, {}, {}};
    auto value = parse_toml(text, &file.lines);
    if (!value) {
      complain(name, value.error());
      return;
    }
    file.value = std::move(*value);
    if (file.value.empty()) {
      note(Complaint::Weight::warning, name, 1, "", "the file holds nothing but comments");
      return;
    }
    for (auto& complaint : compiled_schema().complaints(file.value)) {
      note(Complaint::Weight::error, name, file.line_of(complaint.pointer),
           readable_path(complaint.pointer), std::move(complaint.reason));
    }
    parsed_.push_back(std::move(file));
  }

  PolicyReading finish() {
    Places places;
    for (const auto& file : parsed_) take_values(file, out_.policy, places);
    for (const auto check : {check_names, check_references, check_rules, check_registers}) {
      auto found = check(out_.policy, places);
      std::ranges::move(found, std::back_inserter(out_.complaints));
    }
    if (places.count("policy") == 0 && !parsed_.empty()) {
      note(Complaint::Weight::warning, parsed_[0].name, 1, "policy",
           "no file has a [policy] with the version and the day of approval");
    }
    out_.policy.fingerprint = fingerprint_of(out_.policy);
    std::ranges::sort(out_.complaints, {}, [](const Complaint& c) {
      return std::tie(c.origin.file, c.origin.line, c.path, c.reason, c.weight);
    });
    return std::move(out_);
  }

 private:
  void complain(const std::string& name, const TomlMistake& mistake) {
    note(Complaint::Weight::error, name, mistake.line, "column " + std::to_string(mistake.column),
         mistake.reason);
  }
  void note(Complaint::Weight weight, const std::string& file, std::int64_t line, std::string path,
            std::string reason) {
    Complaint& complaint = out_.complaints.emplace_back();
    complaint.weight = weight;
    complaint.origin = {file, line};
    complaint.path = std::move(path);
    complaint.reason = std::move(reason);
  }

  PolicyReading out_;
  std::deque<ParsedFile> parsed_;  // places point into it
};

core::Result<std::string> text_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.is_open() || in.bad()) {
    return core::fail(core::ErrorKind::refused,
                      path.string() + ": cannot be read; give the service's user read access");
  }
  return text;
}

}  // namespace

bool PolicyReading::usable() const {
  return std::ranges::none_of(
      complaints, [](const Complaint& c) { return c.weight == Complaint::Weight::error; });
}

core::Result<PolicyReading> read_policy(const std::string& folder) {
  std::error_code trouble;
  if (!fs::is_directory(folder, trouble)) {
    return core::fail(core::ErrorKind::not_found,
                      folder + ": there is no such folder of policy files");
  }
  std::set<fs::path> paths;
  for (auto entry = fs::directory_iterator(folder, trouble); !trouble && entry != fs::end(entry);
       entry.increment(trouble)) {
    const bool hidden = entry->path().filename().string().starts_with(".");
    if (!hidden && entry->path().extension() == ".toml") paths.insert(entry->path());
  }
  if (trouble) {
    return core::fail(core::ErrorKind::refused,
                      folder + ": cannot be listed: " + trouble.message());
  }
  if (paths.empty()) {
    return core::fail(core::ErrorKind::invalid_input,
                      folder + ": there is no .toml file in this folder");
  }
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& path : paths) {
    files.emplace_back(path.filename().string(), TRY(text_of_file(path)));
  }
  return read_policy_texts(files);
}

PolicyReading read_policy_texts(const std::vector<std::pair<std::string, std::string>>& files) {
  Reading reading;
  for (const auto& [name, text] : files) reading.take(name, text);
  PolicyReading read = reading.finish();
  read.policy.files = files;
  return read;
}

std::string show(const Complaint& c, words::Language language) {
  std::string out = core::printable(c.origin.file, 200);
  if (c.origin.line > 0) out += ":" + std::to_string(c.origin.line);
  if (!out.empty()) out += ": ";
  if (c.weight == Complaint::Weight::warning) out += "warning: ";
  if (!c.path.empty()) out += core::printable(c.path, 200) + ": ";
  return out + core::printable(words::told(c.reason, language), 600);
}

std::string_view policy_schema() {
  return embedded::policies_policy_schema_json();
}

}  // namespace rettesnor::policies
