// Keeps sessions by the hash of their id.
#include "web/sessions/sessions.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace rettesnor::web {

namespace {

constexpr std::size_t kLongestHint = 4096;

}  // namespace

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("no randomness");
  }
  return core::to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool Sessions::is_old(const Kept& kept, core::Timestamp now) const {
  return now - kept.used >= idle_ || now - kept.begun >= longest_;
}

void Sessions::make_room(core::Timestamp now) {
  if (kept_.size() < kMost) return;
  std::erase_if(kept_, [&](const auto& entry) { return is_old(entry.second, now); });
  if (kept_.size() < kMost) return;
  // Whoever only looks at the sign-in page pushes nobody out who is signed in.
  kept_.erase(std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
    return std::pair(!a.second.session.person.empty(), a.second.used) <
           std::pair(!b.second.session.person.empty(), b.second.used);
  }));
}

Sessions::Begun Sessions::begin(const std::string& person, core::Timestamp now, ProviderTies ties) {
  // Only a hint, and a token this long would be too long for an address.
  if (ties.id_token.size() > kLongestHint) ties.id_token.clear();
  Begun begun{random_token(), {person, random_token(), std::move(ties)}};
  const std::lock_guard lock(mutex_);
  make_room(now);
  kept_[core::sha256(begun.id)] = {begun.session, now, now};
  return begun;
}

std::optional<Session> Sessions::find(std::string_view id, core::Timestamp now) {
  if (id.size() != 64) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(core::sha256(id));
  if (found == kept_.end()) return std::nullopt;
  if (is_old(found->second, now)) {
    kept_.erase(found);
    return std::nullopt;
  }
  found->second.used = now;
  return found->second.session;
}

void Sessions::end(std::string_view id) {
  const std::lock_guard lock(mutex_);
  kept_.erase(core::sha256(id));
}

std::set<std::string> Sessions::end_of_provider(std::string_view subject,
                                                std::string_view session) {
  std::set<std::string> persons;
  if (subject.empty() && session.empty()) return persons;
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& entry) {
    const Session& one = entry.second.session;
    const bool meant = (subject.empty() || one.ties.subject == subject) &&
                       (session.empty() || one.ties.session == session);
    if (meant) persons.insert(one.person);
    return meant;
  });
  return persons;
}

void Sessions::end_all_of(const std::string& person) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& entry) { return entry.second.session.person == person; });
}

}  // namespace rettesnor::web
