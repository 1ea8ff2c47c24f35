// An event as bytes that can be hashed, and the chain that ties each to all before it.
#include "audit/event.h"

#include <nlohmann/json.hpp>

#include "core/digest.h"
#include "core/text.h"

namespace rettesnor::audit {

using core::ErrorKind;

namespace {

tl::unexpected<core::Error> not_canonical(const std::string& why) {
  return core::fail(ErrorKind::corrupt,
                    "These are not the canonical bytes of an event (" + why +
                        "): compare the log with its mirror file and with a backup");
}

bool is_text(const nlohmann::json& object, const char* name) {
  const auto at = object.find(name);
  return at != object.end() && at->is_string();
}

/// An event with its place in the log.
struct PlacedEvent {
  RecordedEvent event;
  std::int64_t sequence = 0;
  core::Timestamp at;
};

core::Result<PlacedEvent> read_placed(std::string_view bytes) {
  const auto json = nlohmann::json::parse(bytes, nullptr, false);
  if (!json.is_object() || json.size() != 5) return not_canonical("not the five members");
  if (!is_text(json, "actor") || !is_text(json, "at") || !is_text(json, "kind") ||
      !json.contains("facts") || !json["facts"].is_object() || !json.contains("seq") ||
      !json["seq"].is_number_integer()) {
    return not_canonical("a member is missing or of another type");
  }
  PlacedEvent placed;
  const auto at = core::parse_timestamp(json["at"].get<std::string>());
  if (!at) return not_canonical("the moment");
  placed.at = *at;
  placed.sequence = json["seq"].get<std::int64_t>();
  placed.event.kind = json["kind"].get<std::string>();
  placed.event.actor = json["actor"].get<std::string>();
  for (const auto& [name, value] : json["facts"].items()) {
    if (!value.is_string()) return not_canonical("a fact that is no text");
    placed.event.facts[name] = value.get<std::string>();
  }
  // Spelling counts: white space, order, escapes, a name twice.
  if (canonical_bytes(placed.event, placed.sequence, placed.at) != bytes) {
    return not_canonical("spelt in another way");
  }
  return placed;
}

}  // namespace

std::string canonical_bytes(const RecordedEvent& event, std::int64_t sequence, core::Timestamp at) {
  auto facts = nlohmann::json::object();
  for (const auto& [name, value] : event.facts) {
    facts[core::to_valid_utf8(name)] = core::to_valid_utf8(value);
  }
  const nlohmann::json json = {{"actor", core::to_valid_utf8(event.actor)},
                               {"at", core::to_iso(at)},
                               {"facts", facts},
                               {"kind", core::to_valid_utf8(event.kind)},
                               {"seq", sequence}};
  return json.dump();
}

std::string chained_hash(std::string_view previous, std::string_view bytes) {
  const core::Sha256 digest = core::sha256(std::string(previous) + std::string(bytes));
  return {digest.begin(), digest.end()};
}

std::string chain_begin() {
  return std::string(32, '\0');
}

core::Result<RecordedEvent> read_event(std::string_view bytes) {
  return TRY(read_placed(bytes)).event;
}

std::optional<std::int64_t> ChainCheck::take(const core::LoggedEvent& event) {
  const std::int64_t expected = length_ + 1;
  const auto placed = read_placed(event.bytes);
  const bool fits = event.sequence == expected && placed && placed->sequence == expected &&
                    placed->at == event.at && placed->event.kind == event.kind &&
                    placed->event.actor == event.actor &&
                    event.hash == chained_hash(head_, event.bytes);
  if (!fits) return expected;
  head_ = event.hash;
  length_ = expected;
  return std::nullopt;
}

}  // namespace rettesnor::audit
