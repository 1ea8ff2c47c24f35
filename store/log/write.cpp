// A change of the database that counts only with its events and their lines in the mirror.
#include "store/log/write.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "store/log/event_origin.h"
#include "store/row_fields.h"

namespace rettesnor::store {

#ifndef NDEBUG
namespace {

core::Result<void> refuse_unlisted(const audit::Event& event) {
  const audit::FactsAmiss amiss = audit::facts_amiss(event);
  if (amiss.unlisted.empty()) return {};
  return core::fail(core::ErrorKind::corrupt,
                    "An event " + std::string(audit::name_of(event.kind)) + " has the fact " +
                        amiss.unlisted.front() + ", which audit/kinds.inc does not list for it");
}

}  // namespace
#endif

core::Result<Write> Write::begin(const Connection& connection, LogMirror& mirror) {
  Write write(mirror, TRY(Transaction::begin(connection)));
  TRY(write.find_end());
  TRY(mirror.catch_up(connection, write.mirrored_));
  // Rows may name events that come after them, when it is committed.
  TRY(write.writer().execute("PRAGMA defer_foreign_keys=ON"));
  return write;
}

core::Result<void> Write::find_end() {
  auto last = TRY(writer().prepare(
      "SELECT sequence, at, hash, mirrored FROM event ORDER BY sequence DESC LIMIT 1"));
  if (TRY(last.step()) == Statement::Step::done) return {};
  sequence_ = last.integer(0);
  at_ = moment_of(last.integer(1));
  head_ = std::string(last.bytes(2));
  mirrored_ = last.integer(3);
  return {};
}

core::Result<core::LoggedEvent> Write::log(const Events::Dated& told) {
#ifndef NDEBUG
  // Everyday builds and their tests alone: who uses the program is not kept from acting by it.
  TRY(refuse_unlisted(told.event));
#endif
  audit::RecordedEvent event{std::string(audit::name_of(told.event.kind)),
                             core::to_valid_utf8(told.event.actor), told.event.facts};
  event.facts.insert(EventOrigin::facts().begin(), EventOrigin::facts().end());
  const core::Timestamp at = at_ ? std::max(*at_, told.at) : told.at;
  core::LoggedEvent logged{sequence_ + 1, at, event.kind, event.actor, {}, {}};
  logged.bytes = audit::canonical_bytes(event, logged.sequence, at);
  logged.hash = audit::chained_hash(head_, logged.bytes);
  lines_ += mirror_line(logged.bytes, logged.hash);
  auto person = event.facts.find("person");
  if (person == event.facts.end()) person = event.facts.find("subject");
  auto insert = TRY(writer().prepare(
      "INSERT INTO event (sequence, at, kind, actor, subject, bytes, hash, mirrored) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  insert.bind(1, logged.sequence)
      .bind(2, seconds_of(at))
      .bind_text(3, event.kind)
      .bind_text(4, event.actor)
      .bind_text(5, person == event.facts.end() ? std::string_view{} : person->second)
      .bind_blob(6, logged.bytes)
      .bind_blob(7, logged.hash)
      .bind(8, mirrored_ + static_cast<std::int64_t>(lines_.size()));
  TRY(insert.run());
  sequence_ = logged.sequence;
  at_ = at;
  head_ = logged.hash;
  return logged;
}

core::Result<core::LoggedEvent> Write::commit(const Events& events) && {
  core::LoggedEvent last;
  for (const Events::Dated& each : events.all()) last = TRY(log(each));
  TRY(mirror_->append(mirrored_, lines_));
  auto committed = transaction_.commit();
  if (committed) return last;
  mirror_->take_back(mirrored_);
  return tl::unexpected(std::move(committed).error());
}

}  // namespace rettesnor::store
