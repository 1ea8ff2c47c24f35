// Canonical record bytes: reading in place, writing in order.
#include "core/record.h"

#include <algorithm>

namespace rettesnor::core {
namespace {

void write_varint(std::string& out, std::size_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

}  // namespace

bool RecordView::take(std::string_view& rest, Fact& fact) {
  if (rest.size() < 2) return false;
  std::size_t at = 1;
  std::size_t size = 0;
  for (unsigned shift = 0;; shift += 7) {
    if (at == rest.size() || shift > 35) return false;
    const auto byte = static_cast<unsigned char>(rest[at++]);
    size |= static_cast<std::size_t>(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  if (size > rest.size() - at) return false;
  fact.attribute = static_cast<Attribute>(rest[0]);
  fact.value = rest.substr(at, size);
  rest.remove_prefix(at + size);
  return true;
}

std::string_view RecordView::get(Attribute a) const {
  std::string_view rest = bytes_;
  Fact fact{};
  while (take(rest, fact)) {
    if (fact.attribute == a) return fact.value;
    if (fact.attribute > a) break;
  }
  return {};
}

std::vector<std::string_view> RecordView::all(Attribute a) const {
  std::vector<std::string_view> found;
  each([&](const Fact& fact) {
    if (fact.attribute == a) found.push_back(fact.value);
  });
  return found;
}

std::vector<Fact> RecordView::facts() const {
  std::vector<Fact> found;
  each([&](const Fact& fact) { found.push_back(fact); });
  return found;
}

RecordBuilder& RecordBuilder::set(Attribute a, std::string_view value) {
  if (value.empty()) return *this;
  pieces_.push_back({a, text_.size(), value.size()});
  text_.append(value);
  return *this;
}

void RecordBuilder::clear() {
  text_.clear();
  pieces_.clear();
}

void RecordBuilder::write_to(std::string& out) {
  const std::string_view text = text_;
  const auto value = [&](const Piece& p) { return text.substr(p.at, p.size); };
  std::sort(pieces_.begin(), pieces_.end(), [&](const Piece& a, const Piece& b) {
    return a.attribute != b.attribute ? a.attribute < b.attribute : value(a) < value(b);
  });
  const Piece* before = nullptr;
  for (const Piece& piece : pieces_) {
    if (before && before->attribute == piece.attribute && value(*before) == value(piece)) continue;
    out.push_back(static_cast<char>(piece.attribute));
    write_varint(out, piece.size);
    out.append(value(piece));
    before = &piece;
  }
}

std::string RecordBuilder::bytes() {
  std::string out;
  write_to(out);
  return out;
}

}  // namespace rettesnor::core
