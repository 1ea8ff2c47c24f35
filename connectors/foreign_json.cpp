// Parses with a callback that counts depth and remembers names.
#include "connectors/foreign_json.h"

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace rettesnor::connectors {

using nlohmann::json;

core::Result<json> read_foreign_object(std::string_view text, const std::string& what) {
  constexpr int kDeepest = 32;
  const char* trouble = nullptr;
  std::vector<std::set<std::string>> names;
  const auto look = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > kDeepest) {
      trouble = "nests too deep";
      return false;
    }
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end) names.pop_back();
    if (event == json::parse_event_t::key &&
        !names.back().insert(value.get<std::string>()).second) {
      trouble = "has a name twice";
    }
    return true;
  };
  json value = json::parse(text, look, false);
  if (trouble == nullptr && value.is_discarded()) trouble = "is not JSON";
  if (trouble == nullptr && !value.is_object()) trouble = "is no JSON object";
  if (trouble != nullptr) return core::fail(core::ErrorKind::corrupt, what + " " + trouble);
  return value;
}

std::string text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace rettesnor::connectors
