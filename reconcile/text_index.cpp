// Hashing of texts as they are and folded.
#include "reconcile/text_index.h"

#include <string>

#include "core/text.h"

namespace rettesnor::reconcile {
namespace {

constexpr std::uint64_t kSeed = 0xcbf29ce484222325ULL;
constexpr std::uint64_t kPrime = 0x100000001b3ULL;

/// FNV-1a leaves the low bits weak for short texts; a table takes the low bits.
std::uint32_t finish(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0x9e3779b97f4a7c15ULL;
  return static_cast<std::uint32_t>(h >> 32);
}

}  // namespace

std::uint32_t exact_hash(std::string_view text) {
  std::uint64_t h = kSeed;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * kPrime;
  return finish(h);
}

std::uint32_t folded_hash(std::string_view text) {
  std::uint64_t h = kSeed;
  for (const char c : text) {
    if (!core::is_ascii(c)) return exact_hash(core::fold(text));
    h = (h ^ static_cast<unsigned char>(core::lower_ascii(c))) * kPrime;
  }
  return finish(h);
}

bool folded_equal(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (!core::is_ascii(a) || !core::is_ascii(b)) return core::fold(a) == core::fold(b);
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (core::lower_ascii(a[i]) != core::lower_ascii(b[i])) return false;
  }
  return true;
}

TextIndex::TextIndex(std::size_t capacity, Match match) : next_(capacity, kNone), match_(match) {
  std::size_t size = 4;
  while (size < capacity * 2) size *= 2;
  slots_.assign(size, Slot{0, kNone});
}

Index TextNumbers::find(std::string_view text) const {
  if (text.empty()) return 0;
  return index_.first(text, [this](Index row) { return texts_[row]; });
}

Index TextNumbers::number(std::string_view text) {
  const Index known = find(text);
  if (known != kNone) return known;
  const auto row = static_cast<Index>(texts_.size());
  texts_.push_back(text);
  if (texts_.size() > capacity_) {
    grow();
  } else {
    index_.add(row, [this](Index r) { return texts_[r]; });
  }
  return row;
}

void TextNumbers::grow() {
  capacity_ = texts_.size() * 2 + 30;
  index_ = TextIndex(capacity_, match_);
  for (Index row = 1; row < texts_.size(); ++row) {
    index_.add(row, [this](Index r) { return texts_[r]; });
  }
}

}  // namespace rettesnor::reconcile
