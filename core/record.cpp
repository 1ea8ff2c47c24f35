// Canonical record bytes: names of the closed sets, reading in place, writing in order.
#include "core/record.h"

#include <algorithm>
#include <array>

namespace rettesnor::core {
namespace {

struct ClassName {
  ObjectClass object_class;
  std::string_view name;
};
constexpr ClassName kClassNames[] = {
    {ObjectClass::unit, "unit"},
    {ObjectClass::person, "person"},
    {ObjectClass::employment, "employment"},
    {ObjectClass::mandate, "mandate"},
    {ObjectClass::engagement, "engagement"},
    {ObjectClass::account, "account"},
    {ObjectClass::entitlement, "entitlement"},
    {ObjectClass::grant, "grant"},
};

/// By number; the first is 1.
constexpr std::string_view kAttributeNames[] = {"name",
                                                "given_name",
                                                "family_name",
                                                "description",
                                                "mail",
                                                "upn",
                                                "employee_no",
                                                "person",
                                                "unit",
                                                "parent",
                                                "leader",
                                                "title",
                                                "function",
                                                "status",
                                                "start",
                                                "end",
                                                "leave_until",
                                                "released_at",
                                                "primary",
                                                "body",
                                                "deputy_for",
                                                "vendor",
                                                "sponsor",
                                                "kind",
                                                "login",
                                                "enabled",
                                                "expires",
                                                "created",
                                                "last_used",
                                                "last_used_lag_days",
                                                "password_set",
                                                "password_never_expires",
                                                "password_not_required",
                                                "department",
                                                "manager",
                                                "owner",
                                                "account",
                                                "entitlement",
                                                "scope",
                                                "case_no",
                                                "granted_by",
                                                "granted_at",
                                                "instructed_at",
                                                "distinguished_name",
                                                "never_used",
                                                "scope_tasks",
                                                "foreign",
                                                "last_used_record"};
static_assert(std::size(kAttributeNames) == static_cast<std::size_t>(Attribute::last_used_record));

void write_varint(std::string& out, std::size_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

}  // namespace

std::string_view name_of(ObjectClass c) {
  for (const auto& row : kClassNames) {
    if (row.object_class == c) return row.name;
  }
  return "unknown";
}

std::optional<ObjectClass> object_class_named(std::string_view name) {
  for (const auto& row : kClassNames) {
    if (row.name == name) return row.object_class;
  }
  return std::nullopt;
}

std::string_view name_of(Attribute a) {
  const auto number = static_cast<std::size_t>(a);
  if (number == 0 || number > std::size(kAttributeNames)) return "unknown";
  return kAttributeNames[number - 1];
}

std::optional<Attribute> attribute_named(std::string_view name) {
  const auto* found = std::find(std::begin(kAttributeNames), std::end(kAttributeNames), name);
  if (found == std::end(kAttributeNames)) return std::nullopt;
  return static_cast<Attribute>(found - std::begin(kAttributeNames) + 1);
}

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
