// Open addressing, at most half full.
#include "connectors/rows/folded_index.h"

#include <bit>
#include <functional>

namespace rettesnor::connectors {

void FoldedIndex::reserve(std::size_t entries) {
  entries_.reserve(entries);
  const std::size_t slots = std::bit_ceil(entries * 2 + 16);
  if (slots > slots_.size()) grow(slots);
}

std::size_t FoldedIndex::slot_of(std::string_view folded) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(folded)&mask;
  while (slots_[slot] != 0) {
    const Entry& entry = entries_[slots_[slot] - 1];
    if (std::string_view(arena_).substr(entry.at, entry.size) == folded) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

void FoldedIndex::grow(std::size_t slots) {
  slots_.assign(slots, 0);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    slots_[slot_of(std::string_view(arena_).substr(entry.at, entry.size))] = i + 1;
  }
}

void FoldedIndex::add(std::string_view folded, std::uint32_t value) {
  if (slots_.size() < 2 * (entries_.size() + 1)) grow(std::bit_ceil(entries_.size() * 4 + 16));
  const std::size_t slot = slot_of(folded);
  entries_.push_back({arena_.size(), static_cast<std::uint32_t>(folded.size()), value});
  arena_ += folded;
  slots_[slot] = static_cast<std::uint32_t>(entries_.size());
}

std::optional<std::uint32_t> FoldedIndex::find(std::string_view folded) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t found = slots_[slot_of(folded)];
  if (found == 0) return std::nullopt;
  return entries_[found - 1].value;
}

}  // namespace rettesnor::connectors
