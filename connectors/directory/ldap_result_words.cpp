// Result codes of RFC 4511 and the sub-codes that Active Directory hides in its diagnostic text.
#include "connectors/directory/ldap_result_words.h"

#include <algorithm>
#include <iterator>

#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;

struct ResultCode {
  int code;
  ErrorKind kind;
  std::string_view words;
};

constexpr ResultCode kResultCodes[] = {
    {1, ErrorKind::corrupt, "the server reports an internal error"},
    {2, ErrorKind::corrupt, "the server says that the protocol was broken"},
    {3, ErrorKind::refused, "time limit exceeded"},
    {4, ErrorKind::refused, "size limit exceeded"},
    {7, ErrorKind::unsupported, "the server does not know this sign-in method"},
    {8, ErrorKind::refused, "the server wants a stronger sign-in: use ldaps:// or start_tls"},
    {10, ErrorKind::refused, "referral: another server holds this part of the tree"},
    {11, ErrorKind::refused, "administrative limit exceeded"},
    {12, ErrorKind::unsupported, "the server cannot do paged reading"},
    {13, ErrorKind::refused, "the server wants encryption: use ldaps:// or start_tls"},
    {16, ErrorKind::not_found, "no such attribute"},
    {17, ErrorKind::unsupported, "the server does not know this attribute"},
    {18, ErrorKind::invalid_input, "the filter does not fit the schema"},
    {19, ErrorKind::refused, "a rule of the server does not allow this value"},
    {20, ErrorKind::conflict, "the value is there already"},
    {21, ErrorKind::invalid_input, "a value does not fit the schema"},
    {32, ErrorKind::not_found, "no such place in the tree, or no right to see it"},
    {34, ErrorKind::invalid_input, "this is not a distinguished name"},
    {48, ErrorKind::refused, "this account may not sign in this way"},
    {49, ErrorKind::unauthorized, "wrong password or unknown user"},
    {50, ErrorKind::refused, "the account has no right to do this"},
    {51, ErrorKind::unreachable, "the server is busy"},
    {52, ErrorKind::unreachable, "the server is not available"},
    {53, ErrorKind::refused, "the server is unwilling to do this"},
    {54, ErrorKind::refused, "the server found a loop"},
    {65, ErrorKind::unsupported, "the entry would break the schema"},
    {68, ErrorKind::conflict, "it is there already"},
    {80, ErrorKind::unreachable, "the server failed for a reason of its own"},
    {122, ErrorKind::conflict, "the entry is no longer the one that was read"},
    {-1, ErrorKind::unreachable, "the connection was lost"},
    {-2, ErrorKind::corrupt, "local error"},
    {-4, ErrorKind::corrupt, "the answer could not be decoded"},
    {-5, ErrorKind::unreachable, "no answer in time"},
    {-6, ErrorKind::unsupported, "unknown sign-in method"},
    {-7, ErrorKind::invalid_input, "this is not a search filter"},
    {-11, ErrorKind::unreachable, "cannot connect"},
    {-12, ErrorKind::unsupported, "not supported"},
};

struct SubCode {
  std::string_view data;
  ErrorKind kind;
  std::string_view words;
};

// [MS-ERREF] 2.2, as they come after "data " in the text of result 49.
constexpr SubCode kSubCodes[] = {
    {"525", ErrorKind::unauthorized, "no such user"},
    {"52e", ErrorKind::unauthorized, "wrong password or unknown user"},
    {"530", ErrorKind::refused, "the account may not sign in at this time of day"},
    {"531", ErrorKind::refused, "the account may not sign in from this computer"},
    {"532", ErrorKind::unauthorized, "the password has expired: set a new one"},
    {"533", ErrorKind::refused, "the account is disabled: enable it or use another"},
    {"569", ErrorKind::refused, "the account has not been granted this kind of sign-in"},
    {"701", ErrorKind::refused, "the account has expired: extend it or use another"},
    {"773", ErrorKind::unauthorized,
     "the password must be changed at the next sign-in: set one without that mark"},
    {"775", ErrorKind::refused, "the account is locked after too many wrong passwords"},
    {"80090346", ErrorKind::refused, "the server demands channel binding: use ldaps://"},
};

std::string_view sub_code_in(std::string_view diagnostic) {
  const auto at = diagnostic.find("data ");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = diagnostic.substr(at + 5);
  return rest.substr(0, std::min(rest.find_first_not_of("0123456789abcdefABCDEF"), rest.size()));
}

}  // namespace

LdapVerdict ldap_verdict(int code, std::string_view diagnostic) {
  if (code == 49) {
    const std::string_view data = sub_code_in(diagnostic);
    for (const SubCode& row : kSubCodes) {
      if (row.data == data) {
        return {row.kind, std::string(row.words) + " (49, " + std::string(data) + ")"};
      }
    }
  }
  LdapVerdict verdict{ErrorKind::refused, "the server refused"};
  for (const ResultCode& row : kResultCodes) {
    if (row.code == code) verdict = {row.kind, std::string(row.words)};
  }
  verdict.words += " (" + std::to_string(code) + ")";
  if (!diagnostic.empty()) verdict.words += ": " + core::printable(diagnostic, 160);
  return verdict;
}

}  // namespace rettesnor::connectors
