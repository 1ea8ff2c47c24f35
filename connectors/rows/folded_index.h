// Natural ids found by what their spellings have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rettesnor::connectors {

/// Folded key → a number. About 30 bytes and the key for each entry; no allocation per entry.
class FoldedIndex {
 public:
  void reserve(std::size_t entries);
  /// `folded` must not be in it yet.
  void add(std::string_view folded, std::uint32_t value);
  std::optional<std::uint32_t> find(std::string_view folded) const;

 private:
  struct Entry {
    std::uint64_t at;
    std::uint32_t size;
    std::uint32_t value;
  };
  std::size_t slot_of(std::string_view folded) const;
  void grow(std::size_t slots);

  std::string arena_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // 1 + index into entries_; 0: free
};

}  // namespace rettesnor::connectors
