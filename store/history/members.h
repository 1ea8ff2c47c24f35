// Lists of object ids as bytes: ascending, each as LEB128 of the difference to the one before.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rettesnor::store {

/// An object's dense id as arrays hold it: 32 bits; the database's counter stays below kLastObject.
using DenseId = std::uint32_t;
inline constexpr DenseId kLastObject = 0xffff'fff0;

/// Appends the one spelling of `ids`: ascending, no duplicates, none of them 0.
void encode_members(std::span<const DenseId> ids, std::string& out);

enum class Decoded { whole, corrupt };

/// Calls `visit(DenseId)` in ascending order. Corrupt: bytes that encode_members never writes.
template <class Visit>
Decoded each_member(std::string_view bytes, Visit visit) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::uint64_t id = 0;
  while (at != end) {
    std::uint64_t step = 0;
    unsigned shift = 0;
    std::uint8_t byte = 0;
    do {
      if (at == end || shift > 28) return Decoded::corrupt;
      byte = static_cast<std::uint8_t>(*at++);
      step |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    id += step;
    if (step == 0 || (byte == 0 && shift > 7) || id > kLastObject) return Decoded::corrupt;
    visit(static_cast<DenseId>(id));
  }
  return Decoded::whole;
}

/// Sorts lists of distinct ids; long lists by a bitmap, in linear time. Keeps its scratch between
/// calls.
class IdSorter {
 public:
  void sort(std::span<DenseId> ids);

 private:
  std::vector<std::uint64_t> bits_;  // all zero between calls
};

}  // namespace rettesnor::store
