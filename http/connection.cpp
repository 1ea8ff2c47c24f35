// Moves one connection along.
#include "http/connection.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rettesnor::http {
namespace {

using Outcome = Wire::Step::Outcome;

/// What a refused client may still send before it is cut off.
constexpr std::size_t kMostDrained = 32 * 1024 * 1024;
constexpr std::size_t kPiece = 16 * 1024;

}  // namespace

void Connection::settle(Outcome outcome) {
  if (outcome == Outcome::wants_read) wants_ = Wants::read;
  if (outcome == Outcome::wants_write) wants_ = Wants::write;
  if (outcome == Outcome::ended) phase_ = Phase::over;
}

std::size_t Connection::read(const RequestLimits& limits) {
  std::array<char, kPiece> piece;
  // Never more than one request and what happens to come with its last piece.
  const std::size_t most =
      phase_ == Phase::head ? limits.head + 1 : head_->bytes + head_->body_bytes;
  if (in_.size() >= most) return 0;
  const Wire::Step step = wire_.read(piece.data(), piece.size());
  settle(step.outcome);
  in_.append(piece.data(), step.bytes);
  return step.bytes;
}

Connection::Taken Connection::take(const RequestLimits& limits) {
  if (phase_ == Phase::head) {
    const HeadSearch search = search_head(in_, searched_, limits);
    if (search.refusal) return {std::nullopt, search.refusal};
    searched_ = in_.size();
    if (!search.end) return {};
    HeadReading reading = read_head(std::string_view(in_).substr(0, *search.end), limits);
    if (!reading.head) return {std::nullopt, reading.refusal};
    head_ = std::move(reading.head);
    phase_ = Phase::body;
  }
  if (phase_ != Phase::body || in_.size() < head_->bytes + head_->body_bytes) return {};
  RequestHead request = std::move(*head_);
  head_.reset();
  request.request.body = in_.substr(request.bytes, request.body_bytes);
  // A string of its own: a line that stays open would keep the room of the largest body.
  in_ = in_.substr(request.bytes + request.body_bytes);
  searched_ = 0;
  phase_ = Phase::working;
  wants_ = Wants::nothing;
  ++requests;
  return {std::move(request), std::nullopt};
}

void Connection::answer(std::string bytes, RequestHead::After after) {
  out_ = std::move(bytes);
  written_ = 0;
  after_ = after;
  phase_ = Phase::writing;
  write();
}

void Connection::write() {
  while (written_ < out_.size()) {
    const Wire::Step step = wire_.write(std::string_view(out_).substr(written_));
    if (step.outcome != Outcome::moved) return settle(step.outcome);
    written_ += step.bytes;
  }
  out_ = {};
  wants_ = Wants::read;
  if (after_ == RequestHead::After::keep) {
    phase_ = Phase::head;
    return;
  }
  // Closing at once would reset the line while the client still sends, and lose the answer.
  wire_.end_writing();
  phase_ = Phase::leaving;
}

void Connection::drain() {
  std::array<char, kPiece> piece;
  while (drained_ < kMostDrained) {
    const Wire::Step step = wire_.read(piece.data(), piece.size());
    if (step.outcome != Outcome::moved) return settle(step.outcome);
    drained_ += step.bytes;
  }
  phase_ = Phase::over;
}

}  // namespace rettesnor::http
