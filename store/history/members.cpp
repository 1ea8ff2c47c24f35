// Lists of object ids as bytes: ascending, each as LEB128 of the difference to the one before.
#include "store/history/members.h"

#include <algorithm>
#include <bit>

namespace rettesnor::store {

void encode_members(std::span<const DenseId> ids, std::string& out) {
  DenseId before = 0;
  for (const DenseId id : ids) {
    DenseId step = id - before;
    before = id;
    while (step >= 0x80) {
      out.push_back(static_cast<char>(0x80 | (step & 0x7f)));
      step >>= 7;
    }
    out.push_back(static_cast<char>(step));
  }
}

void IdSorter::sort(std::span<DenseId> ids) {
  if (std::is_sorted(ids.begin(), ids.end())) return;
  const auto [low, high] = std::minmax_element(ids.begin(), ids.end());
  const DenseId base = *low;
  const std::size_t words = (*high - base) / 64 + 1;
  // A bitmap costs one step an id and one a word; below this density comparing is cheaper.
  if (ids.size() < 64 || words > ids.size() * 4) {
    std::sort(ids.begin(), ids.end());
    return;
  }
  if (bits_.size() < words) bits_.resize(words);
  for (const DenseId id : ids) {
    bits_[(id - base) / 64] |= std::uint64_t{1} << ((id - base) % 64);
  }
  std::size_t at = 0;
  for (std::size_t word = 0; word < words; ++word) {
    for (std::uint64_t rest = bits_[word]; rest != 0; rest &= rest - 1) {
      ids[at++] =
          base + static_cast<DenseId>(word * 64) + static_cast<DenseId>(std::countr_zero(rest));
    }
    bits_[word] = 0;
  }
}

}  // namespace rettesnor::store
