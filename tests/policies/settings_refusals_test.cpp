// Spoils every key of a settings file, one at a time: what is refused, in which words, and what
// not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "policies/schema_check.h"
#include "policies/settings_schema.h"
#include "policies/toml.h"
#include "tests/support/golden.h"
#include "tests/support/places.h"
#include "tests/support/scratch.h"

namespace rettesnor::policies {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

/// What stands in place of `value`: other types, nothing, too little, too much.
std::vector<json> spoilt(const json& value) {
  if (value.is_string()) return {7, "", "no such thing"};
  if (value.is_boolean()) return {1, "true"};
  if (value.is_number()) return {"7", 1.5, -1, 0, 1'000'000'000};
  if (value.is_array()) return {7, "one", "", json::array(), {7}, {""}};
  return {7, "", json::array(), json::object()};
}

class Spoiling {
 public:
  explicit Spoiling(json document) : document_(std::move(document)) {}

  std::string run() {
    look_at(Pointer(), document_);
    return std::move(out_);
  }

 private:
  void look_at(const Pointer& here, const json& value) {
    if (!here.empty()) {
      for (const json& other : spoilt(value)) tell(here, "= " + other.dump(), other);
      if (here.back() != "0" && !here.parent_pointer().empty()) tell_without(here);
    }
    if (value.is_object()) tell(here / "kinde", "added", "x");
    if (!value.is_structured()) return;
    for (const auto& [key, inner] : value.items()) {
      look_at(value.is_array() ? here / std::stoul(key) : here / key, inner);
    }
  }

  void tell(const Pointer& place, const std::string& deed, const json& other) {
    json document = document_;
    document[place] = other;
    add(place, deed, document);
  }

  void tell_without(const Pointer& place) {
    json document = document_;
    json& parent = document[place.parent_pointer()];
    if (!parent.is_object()) return;
    parent.erase(place.back());
    add(place, "left out", document);
  }

  void add(const Pointer& place, const std::string& deed, const json& document) {
    const std::string start = readable_path(place.to_string()) + " " + deed + ": ";
    const auto complaints = schema_.complaints(document);
    if (complaints.empty()) out_ += start + "good\n";
    for (const auto& complaint : complaints) {
      out_ += start + readable_path(complaint.pointer) + " " + complaint.reason + "\n";
    }
  }

  json document_;
  SchemaCheck schema_{settings_schema()};
  std::string out_;
};

json every_setting() {
  const std::string file = test::read_file(test::source_path("tests/policies/every_setting.toml"));
  return *toml_to_json(file, "every_setting.toml", nullptr);
}

TEST(SettingsRefusals, ASettingsFileWithEveryKeyIsGood) {
  for (const auto& complaint : SchemaCheck(settings_schema()).complaints(every_setting())) {
    ADD_FAILURE() << complaint.pointer << " " << complaint.reason;
  }
}

TEST(SettingsRefusals, EveryKeySpoiltIsRefusedInTheWordsOfTheGolden) {
  test::expect_golden(Spoiling(every_setting()).run(),
                      "tests/policies/goldens/settings_refusals.txt");
}

}  // namespace
}  // namespace rettesnor::policies
