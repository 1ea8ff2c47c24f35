// Finds rows by a text of theirs: an open-addressing table of row numbers that keeps no text
// itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/id.h"

namespace rettesnor::reconcile {

using core::Index;
using core::kNone;

/// Equal folded (core::fold) means equal hash. ASCII costs no allocation.
std::uint32_t folded_hash(std::string_view text);
bool folded_equal(std::string_view a, std::string_view b);
std::uint32_t exact_hash(std::string_view text);

/// Which rows have a given text. Rows are dense numbers below the capacity told at construction;
/// the caller says by `text_of(row)` what a row's text is, and must say the same for ever. Several
/// rows may share a text. 12 bytes a row and 8 more.
class TextIndex {
 public:
  enum class Match : std::uint8_t { exact, folded };

  TextIndex() = default;
  TextIndex(std::size_t capacity, Match match);

  /// Each row at most once. An empty text is nobody's and is not kept.
  template <class TextOf>
  void add(Index row, TextOf text_of) {
    const std::string_view text = text_of(row);
    if (text.empty()) return;
    Slot& slot = slots_[slot_of(text, text_of)];
    if (slot.head == kNone) {
      slot = {hash(text), row};
      return;
    }
    next_[row] = next_[slot.head];
    next_[slot.head] = row;
  }

  /// Calls `visit(row)` for every row with that text, in no order that means anything.
  template <class TextOf, class Visit>
  void each(std::string_view text, TextOf text_of, Visit visit) const {
    if (slots_.empty() || text.empty()) return;
    for (Index row = slots_[slot_of(text, text_of)].head; row != kNone; row = next_[row])
      visit(row);
  }

  /// The smallest row with that text, or kNone.
  template <class TextOf>
  Index first(std::string_view text, TextOf text_of) const {
    Index smallest = kNone;
    each(text, text_of, [&](Index row) { smallest = row < smallest ? row : smallest; });
    return smallest;
  }

 private:
  struct Slot {
    std::uint32_t hash;
    Index head;
  };

  std::uint32_t hash(std::string_view text) const {
    return match_ == Match::folded ? folded_hash(text) : exact_hash(text);
  }

  template <class TextOf>
  std::size_t slot_of(std::string_view text, TextOf text_of) const {
    const std::uint32_t wanted = hash(text);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = wanted & mask;
    while (slots_[at].head != kNone) {
      if (slots_[at].hash == wanted && equal(text, text_of(slots_[at].head))) break;
      at = (at + 1) & mask;
    }
    return at;
  }

  bool equal(std::string_view a, std::string_view b) const {
    return match_ == Match::folded ? folded_equal(a, b) : a == b;
  }

  std::vector<Slot> slots_;  ///< a power of two, at most half full
  std::vector<Index> next_;  ///< row → another row with the same text
  Match match_ = Match::exact;
};

/// Gives equal texts one small number, in the order of their first appearance.
class TextNumbers {
 public:
  explicit TextNumbers(TextIndex::Match match = TextIndex::Match::folded) : match_(match) {}
  /// The text must outlive this. Empty is number 0.
  Index number(std::string_view text);
  /// kNone when the text was never numbered. Empty is number 0.
  Index find(std::string_view text) const;
  std::size_t size() const { return texts_.size(); }

 private:
  void grow();
  TextIndex::Match match_;
  TextIndex index_;
  std::size_t capacity_ = 0;
  std::vector<std::string_view> texts_{std::string_view()};
};

}  // namespace rettesnor::reconcile
