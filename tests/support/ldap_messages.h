// LDAP messages as bytes (RFC 4511, BER), for servers that misbehave on purpose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rettesnor::test {

/// The protocolOp's tag.
enum class LdapOperation : unsigned char {
  bind_request = 0x60,
  bind_response = 0x61,
  unbind_request = 0x42,
  search_request = 0x63,
  search_entry = 0x64,
  search_done = 0x65,
  search_reference = 0x73,
  abandon_request = 0x50,
  extended_request = 0x77,
  extended_response = 0x78,
};

/// One tag, its length and its value; `size` is that of all three.
struct BerElement {
  unsigned char tag;
  std::string_view value;
  std::size_t size;
};
/// The element at the front of `bytes`; empty when it is not whole or not BER as LDAP allows it.
std::optional<BerElement> ber_front(std::string_view bytes);
/// The elements inside a constructed value; what is no element ends the list.
std::vector<BerElement> ber_inside(std::string_view value);
std::string ber(unsigned char tag, std::string_view value);
std::string ber_integer(std::int64_t value, unsigned char tag = 0x02);
/// Tag and length alone: what follows is sent by hand, or never.
std::string ber_header(unsigned char tag, std::uint64_t length);
/// An octet string.
std::string ber_text(std::string_view text);

/// What tests need to know of one LDAPMessage.
struct LdapMessage {
  std::int64_t id;
  LdapOperation operation;
  std::string_view body;      ///< the protocolOp's value
  std::string_view controls;  ///< the value of [0] controls, or empty
};
std::optional<LdapMessage> read_message(std::string_view bytes);

/// A SearchRequest, as far as a server has to look at it.
struct SearchRequest {
  std::string base;
  int scope;
  std::string filter;  ///< BER
  std::vector<std::string> attributes;
  std::optional<std::string> cookie;  ///< of the paged results control, when it is there
};
SearchRequest read_search(const LdapMessage& message);

using LdapAttributes = std::vector<std::pair<std::string, std::vector<std::string>>>;

std::string message_bytes(std::int64_t id, LdapOperation operation, std::string_view body,
                          std::string_view controls = {});
/// LDAPResult: code, matched DN "", `text`, and a referral when `referral` is not empty.
std::string result_body(int code, std::string_view text = {}, std::string_view referral = {});
std::string entry_body(std::string_view dn, const LdapAttributes& attributes);
/// A paged results control as an answer carries it (RFC 2696).
std::string paged_control(std::string_view cookie);
/// The cookie of the paged results control among `controls`.
std::optional<std::string> paged_cookie(std::string_view controls);

}  // namespace rettesnor::test
