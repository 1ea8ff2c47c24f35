// An event as bytes that can be hashed, and the chain that ties each to all before it.
//
// Pure: no clock, no file, no database. The bytes are one line of JSON with sorted keys, no white
// space, UTF-8, non-ASCII unescaped, times as "2026-11-02T07:00:00Z", terminated by nothing:
//   {"actor":"…","at":"…","facts":{…},"kind":"…","seq":1}
// so that anybody can check a log with a SHA-256 tool and a text editor (docs/formats.md).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "audit/kinds.h"
#include "core/campaign.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::audit {

/// What happened, to be written. There is none without a kind and an actor.
struct Event {
  Event(Kind what, std::string who, std::map<std::string, std::string> how)
      : kind(what), actor(std::move(who)), facts(std::move(how)) {}

  Kind kind;
  std::string actor;                         ///< Thing::key of a person, or "system"
  std::map<std::string, std::string> facts;  ///< those of the kind's row; never a secret
};

/// An event as a log holds it: a newer program may have written kinds that are not known here.
struct RecordedEvent {
  std::string kind;
  std::string actor;
  std::map<std::string, std::string> facts;
};

/// Text that is no UTF-8 is repaired first (U+FFFD), so that the bytes are always JSON.
std::string canonical_bytes(const RecordedEvent& event, std::int64_t sequence, core::Timestamp at);

/// 32 bytes: SHA-256 of (previous hash, then the bytes). The chain begins with 32 zero bytes.
std::string chained_hash(std::string_view previous, std::string_view bytes);
std::string chain_begin();

/// The event again; corrupt when the bytes are not canonical.
core::Result<RecordedEvent> read_event(std::string_view bytes);

/// Follows a log from its first event. Empty when all is well; else the sequence of the first
/// event that does not fit (its number, its bytes, or its hash).
class ChainCheck {
 public:
  std::optional<std::int64_t> take(const core::LoggedEvent& event);
  const std::string& head() const { return head_; }
  std::int64_t length() const { return length_; }

 private:
  std::string head_ = chain_begin();
  std::int64_t length_ = 0;
};

}  // namespace rettesnor::audit
