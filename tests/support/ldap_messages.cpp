// Reads and writes the few LDAP messages that the test servers need.
#include "tests/support/ldap_messages.h"

namespace rettesnor::test {
namespace {

constexpr std::string_view kPagedResults = "1.2.840.113556.1.4.319";

std::int64_t integer_of(std::string_view value) {
  std::int64_t number = !value.empty() && (value.front() & 0x80) != 0 ? -1 : 0;
  for (const char c : value) number = number * 256 + static_cast<unsigned char>(c);
  return number;
}

}  // namespace

std::optional<BerElement> ber_front(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  std::size_t header = 2;
  std::uint64_t length = at(1);
  if (length > 0x80) {
    const std::size_t octets = length & 0x7FU;
    if (octets > 8 || bytes.size() < 2 + octets) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < octets; ++i) length = length << 8U | at(2 + i);
    header += octets;
  }
  if (length > bytes.size() - header) return std::nullopt;
  const auto size = static_cast<std::size_t>(length);
  return BerElement{at(0), bytes.substr(header, size), header + size};
}

std::vector<BerElement> ber_inside(std::string_view value) {
  std::vector<BerElement> elements;
  while (const auto element = ber_front(value)) {
    elements.push_back(*element);
    value.remove_prefix(element->size);
  }
  return elements;
}

std::string ber_header(unsigned char tag, std::uint64_t length) {
  std::string out(1, static_cast<char>(tag));
  if (length < 0x80) return out + static_cast<char>(length);
  std::string octets;
  for (; length > 0; length >>= 8U) octets.insert(octets.begin(), static_cast<char>(length & 255U));
  return out + static_cast<char>(0x80U | octets.size()) + octets;
}

std::string ber(unsigned char tag, std::string_view value) {
  return ber_header(tag, value.size()).append(value);
}

std::string ber_integer(std::int64_t value, unsigned char tag) {
  std::string octets;
  do {
    octets.insert(octets.begin(), static_cast<char>(value & 255));
    value >>= 8;
  } while (value > 0);
  if ((octets.front() & 0x80) != 0) octets.insert(octets.begin(), '\0');
  return ber(tag, octets);
}

std::string ber_text(std::string_view text) {
  return ber(0x04, text);
}

std::optional<LdapMessage> read_message(std::string_view bytes) {
  const auto whole = ber_front(bytes);
  if (!whole || whole->tag != 0x30) return std::nullopt;
  const auto parts = ber_inside(whole->value);
  if (parts.size() < 2 || parts[0].tag != 0x02) return std::nullopt;
  LdapMessage message{
      integer_of(parts[0].value), static_cast<LdapOperation>(parts[1].tag), parts[1].value, {}};
  if (parts.size() > 2 && parts[2].tag == 0xA0) message.controls = parts[2].value;
  return message;
}

SearchRequest read_search(const LdapMessage& message) {
  SearchRequest request{};
  const auto parts = ber_inside(message.body);
  if (parts.size() < 8) return request;
  request.base = parts[0].value;
  request.scope = static_cast<int>(integer_of(parts[1].value));
  request.filter = ber(parts[6].tag, parts[6].value);
  for (const BerElement& name : ber_inside(parts[7].value)) {
    request.attributes.emplace_back(name.value);
  }
  request.cookie = paged_cookie(message.controls);
  return request;
}

std::string message_bytes(std::int64_t id, LdapOperation operation, std::string_view body,
                          std::string_view controls) {
  std::string inside = ber_integer(id) + ber(static_cast<unsigned char>(operation), body);
  if (!controls.empty()) inside += ber(0xA0, controls);
  return ber(0x30, inside);
}

std::string result_body(int code, std::string_view text, std::string_view referral) {
  std::string body = ber_integer(code, 0x0A) + ber_text("") + ber_text(text);
  if (!referral.empty()) body += ber(0xA3, ber_text(referral));
  return body;
}

std::string entry_body(std::string_view dn, const LdapAttributes& attributes) {
  std::string list;
  for (const auto& [name, values] : attributes) {
    std::string set;
    for (const std::string& value : values) set += ber_text(value);
    list += ber(0x30, ber_text(name) + ber(0x31, set));
  }
  return ber_text(dn) + ber(0x30, list);
}

std::string paged_control(std::string_view cookie) {
  return ber(0x30,
             ber_text(kPagedResults) + ber_text(ber(0x30, ber_integer(0) + ber_text(cookie))));
}

std::optional<std::string> paged_cookie(std::string_view controls) {
  for (const BerElement& control : ber_inside(controls)) {
    const auto parts = ber_inside(control.value);
    if (parts.size() < 2 || parts[0].value != kPagedResults) continue;
    const auto value = ber_front(parts.back().value);
    if (!value) continue;
    const auto fields = ber_inside(value->value);
    if (fields.size() == 2) return std::string(fields[1].value);
  }
  return std::nullopt;
}

}  // namespace rettesnor::test
