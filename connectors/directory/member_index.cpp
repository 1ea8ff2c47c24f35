// A folded-multiply hash with a random key over an open-addressed table.
#include "connectors/directory/member_index.h"

#include <array>
#include <bit>
#include <cstring>
#include <random>

namespace rettesnor::connectors {
namespace {

struct Wide {
  std::uint64_t low;
  std::uint64_t high;
};

Wide multiply(std::uint64_t a, std::uint64_t b) {
  __extension__ using Product = unsigned __int128;
  const Product product = static_cast<Product>(a) * b;
  return {static_cast<std::uint64_t>(product), static_cast<std::uint64_t>(product >> 64U)};
}

std::uint64_t load(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

const std::array<std::uint64_t, 4>& secret_key() {
  static const std::array<std::uint64_t, 4> key = [] {
    std::random_device random;
    std::array<std::uint64_t, 4> made{};
    for (auto& word : made) {
      // Odd words keep a product from losing its low bits.
      word = (static_cast<std::uint64_t>(random()) << 32U | random()) | 1U;
    }
    return made;
  }();
  return key;
}

}  // namespace

NameKey key_of(std::string_view name) {
  const auto& key = secret_key();
  std::uint64_t a = key[0] ^ name.size();
  std::uint64_t b = key[1];
  const char* at = name.data();
  std::size_t left = name.size();
  for (; left >= 16; at += 16, left -= 16) {
    const Wide mixed = multiply(load(at) ^ a ^ key[2], load(at + 8) ^ b ^ key[3]);
    a = mixed.low ^ std::rotl(b, 23);
    b = mixed.high + load(at);
  }
  std::array<char, 16> tail{};
  if (left > 0) std::memcpy(tail.data(), at, left);
  const Wide mixed = multiply(load(tail.data()) ^ a ^ key[2], load(tail.data() + 8) ^ b ^ key[3]);
  const Wide once = multiply(mixed.low ^ key[1] ^ b, mixed.high ^ key[0] ^ a);
  const Wide twice = multiply(once.low ^ key[3], once.high ^ key[2]);
  return {twice.low ^ once.high, static_cast<std::uint32_t>((twice.high ^ once.low) >> 16U)};
}

void MemberIndex::put(NameKey name, core::Index value) {
  if ((used_ + 1) * 4 > slots_.size() * 3) grow();
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = name.high & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.value == core::kNone) {
      slot = {name.high, name.low, value};
      ++used_;
      return;
    }
    if (slot.high == name.high && slot.low == name.low) {
      slot.value = value;
      return;
    }
  }
}

core::Index MemberIndex::find(NameKey name) const {
  if (slots_.empty()) return core::kNone;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = name.high & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.value == core::kNone) return core::kNone;
    if (slot.high == name.high && slot.low == name.low) return slot.value;
  }
}

void MemberIndex::prefetch(NameKey name) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[name.high & (slots_.size() - 1)]);
}

void MemberIndex::grow() {
  std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
  old.swap(slots_);
  used_ = 0;
  for (const Slot& slot : old) {
    if (slot.value != core::kNone) put({slot.high, slot.low}, slot.value);
  }
}

}  // namespace rettesnor::connectors
