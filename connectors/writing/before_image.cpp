// One object with sorted keys and no spaces; what is not expected is refused, not skipped.
#include "connectors/writing/before_image.h"

#include <nlohmann/json.hpp>

#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using nlohmann::json;

constexpr std::size_t kLongest = 64U << 20U;

std::string text_of(const json& object, const char* key) {
  return object.at(key).get<std::string>();
}

}  // namespace

Result<std::string> write_before_image(const BeforeImage& image) {
  json changes = json::array();
  for (const BeforeImage::Change& change : image.changes) {
    for (const auto* values : {&change.before, &change.after}) {
      for (const std::string& value : *values) {
        if (!core::is_valid_utf8(value)) {
          return fail(ErrorKind::unsupported, "a value of " + change.attribute + " of " +
                                                  core::printable(change.shown) +
                                                  " is not valid UTF-8: change it by hand");
        }
      }
    }
    changes.push_back({{"after", change.after},
                       {"attribute", change.attribute},
                       {"before", change.before},
                       {"object", change.object},
                       {"shown", core::to_valid_utf8(change.shown)}});
  }
  json out = {{"account", image.account},
              {"act", image.act},
              {"changes", std::move(changes)},
              {"format", 1},
              {"login", core::to_valid_utf8(image.login)},
              {"source", image.source}};
  if (!image.kept.empty()) out["kept"] = image.kept;
  return out.dump();
}

Result<BeforeImage> read_before_image(const std::string& text) {
  const auto wrong = [] {
    return fail(ErrorKind::corrupt, "this is no before-image of a removal: nothing was put back");
  };
  if (text.size() > kLongest) return wrong();
  // Four levels are all that an image has.
  const json parsed = json::parse(
      text, [](int depth, json::parse_event_t, json&) { return depth <= 4; }, false);
  if (parsed.is_discarded() || !parsed.is_object()) return wrong();
  try {
    if (parsed.at("format").get<int>() != 1) return wrong();
    BeforeImage image{text_of(parsed, "source"),
                      text_of(parsed, "act"),
                      text_of(parsed, "account"),
                      text_of(parsed, "login"),
                      {},
                      parsed.contains("kept") ? text_of(parsed, "kept") : std::string()};
    if (parsed.size() != (image.kept.empty() ? 6U : 7U)) return wrong();
    for (const json& one : parsed.at("changes")) {
      image.changes.push_back({text_of(one, "object"), text_of(one, "shown"),
                               text_of(one, "attribute"),
                               one.at("before").get<std::vector<std::string>>(),
                               one.at("after").get<std::vector<std::string>>()});
    }
    return image;
  } catch (const json::exception&) {
    return wrong();
  }
}

}  // namespace rettesnor::connectors
