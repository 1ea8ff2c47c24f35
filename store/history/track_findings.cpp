// Gives every finding its life: when it appeared, whether it stays, when it was over.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/history/finding_bytes.h"
#include "store/history/pull_rows.h"
#include "store/state.h"

namespace rettesnor::store {
namespace {

using FindingKey = std::array<char, 16>;

std::string_view text_of(const FindingKey& key) {
  return {key.data(), key.size()};
}

FindingKey key_of(const core::Finding& finding) {
  const std::string hex = core::finding_id(finding);
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  FindingKey key{};
  for (std::size_t i = 0; i < key.size() && 2 * i + 1 < hex.size(); ++i) {
    key[i] = static_cast<char>(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
  }
  return key;
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    hex += kDigits[static_cast<unsigned char>(byte) >> 4];
    hex += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return hex;
}

struct Incoming {
  FindingKey key;
  const core::Finding* finding;
};

bool key_less(const FindingKey& a, const FindingKey& b) {
  return text_of(a) < text_of(b);
}

std::string bytes_of(const core::Finding& finding) {
  std::string bytes;
  write_finding(finding, bytes);
  return bytes;
}

// Ordered by id, each id once: of two the worse one, and of equally bad ones always the same one.
std::vector<Incoming> ordered(const std::vector<core::Finding>& findings) {
  std::vector<Incoming> incoming;
  incoming.reserve(findings.size());
  for (const core::Finding& finding : findings) incoming.push_back({key_of(finding), &finding});
  std::sort(incoming.begin(), incoming.end(), [](const Incoming& a, const Incoming& b) {
    if (a.key != b.key) return key_less(a.key, b.key);
    if (a.finding->severity != b.finding->severity) {
      return a.finding->severity < b.finding->severity;
    }
    return bytes_of(*a.finding) < bytes_of(*b.finding);
  });
  const auto end = std::unique(incoming.begin(), incoming.end(),
                               [](const Incoming& a, const Incoming& b) { return a.key == b.key; });
  incoming.erase(end, incoming.end());
  return incoming;
}

// What has to be written, found in one pass over the table beside the ordered run.
struct TrackPlan {
  std::vector<const Incoming*> appeared;
  std::vector<const Incoming*> reopened;
  std::vector<const Incoming*> rewritten;
  std::vector<FindingKey> resolved;
  std::int64_t stayed = 0;
};

core::Result<TrackPlan> plan_tracking(const Reader& reader, const std::vector<Incoming>& incoming) {
  TrackPlan plan;
  auto query = TRY(reader.prepare("SELECT id, resolved_at, body FROM finding ORDER BY id"));
  auto next = incoming.begin();
  std::string bytes;
  while (TRY(query.step()) == Statement::Step::row) {
    const std::string_view id = query.bytes(0);
    for (; next != incoming.end() && text_of(next->key) < id; ++next) {
      plan.appeared.push_back(&*next);
    }
    const bool is_open = query.is_null(1);
    if (next == incoming.end() || text_of(next->key) != id) {
      if (!is_open) continue;
      std::copy(id.begin(), id.end(), plan.resolved.emplace_back().begin());
      continue;
    }
    if (!is_open) {
      plan.reopened.push_back(&*next);
    } else {
      ++plan.stayed;
      bytes.clear();
      write_finding(*next->finding, bytes);
      if (bytes != query.bytes(2)) plan.rewritten.push_back(&*next);
    }
    ++next;
  }
  for (; next != incoming.end(); ++next) plan.appeared.push_back(&*next);
  return plan;
}

core::Result<void> write_bodies(Statement statement, const std::vector<const Incoming*>& incoming) {
  std::string bytes;
  for (const Incoming* one : incoming) {
    bytes.clear();
    write_finding(*one->finding, bytes);
    TRY(statement.bind_blob(1, text_of(one->key)).bind_blob(2, bytes).run());
  }
  return {};
}

core::Result<void> write_tracking(const Writer& writer, const TrackPlan& plan,
                                  std::optional<core::Timestamp> last_run, core::Timestamp when) {
  auto appear = TRY(writer.prepare(
      "INSERT INTO finding (id, first_seen, reopened, body) VALUES (?1, ?3, 0, ?2)"));
  appear.bind(3, seconds_of(when));
  TRY(write_bodies(std::move(appear), plan.appeared));
  auto reopen =
      TRY(writer.prepare("UPDATE finding SET body = ?2, last_seen = NULL, resolved_at = NULL, "
                         "reopened = reopened + 1 WHERE id = ?1"));
  TRY(write_bodies(std::move(reopen), plan.reopened));
  auto rewrite = TRY(writer.prepare("UPDATE finding SET body = ?2 WHERE id = ?1"));
  TRY(write_bodies(std::move(rewrite), plan.rewritten));
  auto resolve =
      TRY(writer.prepare("UPDATE finding SET last_seen = ?2, resolved_at = ?3 WHERE id = ?1"));
  resolve.bind(2, seconds_of(last_run.value_or(when))).bind(3, seconds_of(when));
  for (const FindingKey& key : plan.resolved) TRY(resolve.bind_blob(1, text_of(key)).run());
  return {};
}

core::Result<std::optional<core::Timestamp>> last_run_of(const Reader& reader) {
  auto query = TRY(reader.prepare("SELECT at FROM tracking_run ORDER BY id DESC LIMIT 1"));
  if (TRY(query.step()) == Statement::Step::done) return std::optional<core::Timestamp>();
  return std::optional(moment_of(query.integer(0)));
}

}  // namespace

core::Result<TrackResult> Store::track(const std::vector<core::Finding>& findings,
                                       core::Timestamp when) {
  const std::lock_guard lock(state_->mutex);
  auto books = TRY(state_->begin_bookkeeping());
  const Writer& writer = books.writer();
  const auto last_run = TRY(last_run_of(writer));
  if (last_run && when < *last_run) {
    return core::fail(core::ErrorKind::conflict,
                      "Findings were already tracked as of " + core::to_iso(*last_run) +
                          ", which is later than " + core::to_iso(when) +
                          ": nothing was changed; reconcile as of a later moment");
  }
  const std::vector<Incoming> incoming = ordered(findings);
  const TrackPlan plan = TRY(plan_tracking(writer, incoming));
  TRY(write_tracking(writer, plan, last_run, when));
  const TrackResult result{.appeared = static_cast<std::int64_t>(plan.appeared.size()),
                           .stayed = plan.stayed,
                           .resolved = static_cast<std::int64_t>(plan.resolved.size()),
                           .reopened = static_cast<std::int64_t>(plan.reopened.size())};
  auto note =
      TRY(writer.prepare("INSERT INTO tracking_run (at, appeared, stayed, resolved, reopened) "
                         "VALUES (?1, ?2, ?3, ?4, ?5)"));
  TRY(note.bind(1, seconds_of(when))
          .bind(2, result.appeared)
          .bind(3, result.stayed)
          .bind(4, result.resolved)
          .bind(5, result.reopened)
          .run());
  TRY(std::move(books).commit());
  return result;
}

core::Result<std::vector<core::TrackedFinding>> Store::findings(Which which) const {
  const std::lock_guard lock(state_->mutex);
  const Reader& reader = state_->connection;
  const auto last_run = TRY(last_run_of(reader));
  auto query =
      TRY(reader.prepare("SELECT id, first_seen, last_seen, resolved_at, body FROM finding",
                         which == Which::open ? " WHERE resolved_at IS NULL" : ""));
  std::vector<core::TrackedFinding> tracked;
  while (TRY(query.step()) == Statement::Step::row) {
    const bool is_open = query.is_null(3);
    tracked.push_back(
        {.id = hex_of(query.bytes(0)),
         .finding = TRY(read_finding(query.bytes(4))),
         .first_seen = moment_of(query.integer(1)),
         .last_seen =
             is_open ? last_run.value_or(moment_of(query.integer(1))) : moment_of(query.integer(2)),
         .resolved_at = is_open ? std::nullopt : std::optional(moment_of(query.integer(3)))});
  }
  std::sort(tracked.begin(), tracked.end(),
            [](const core::TrackedFinding& a, const core::TrackedFinding& b) {
              return core::comes_before(a.finding, b.finding);
            });
  return tracked;
}

}  // namespace rettesnor::store
