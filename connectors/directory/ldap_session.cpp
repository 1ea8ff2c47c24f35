// libldap over a socket of our own, so that no read outlasts its deadline.
#include "connectors/directory/ldap_session.h"

#include <algorithm>
#include <cerrno>

#include "connectors/directory/ldap_result_words.h"
#include "connectors/directory/libldap_session.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using Clock = std::chrono::steady_clock;

std::string diagnostic_of(LDAP* ldap) {
  char* text = nullptr;
  ldap_get_option(ldap, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text);
  std::string out = text == nullptr ? "" : text;
  ldap_memfree(text);
  return out;
}

}  // namespace

timeval as_timeval(std::chrono::steady_clock::duration span) {
  const auto left = std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::microseconds>(span).count());
  return {static_cast<time_t>(left / 1'000'000), static_cast<suseconds_t>(left % 1'000'000)};
}

core::Error LibldapSession::trouble(const std::string& tried,
                                    std::chrono::milliseconds patience) const {
  const int failure = errno;
  const std::string where = tried + " at " + target_.address.url + ": ";
  if (socket_ != nullptr && socket_->ran_out_of_time()) {
    return {ErrorKind::unreachable, where + out_of_time(patience)};
  }
  int code = LDAP_SUCCESS;
  ldap_get_option(ldap_.get(), LDAP_OPT_RESULT_CODE, &code);
  if (failure == ERANGE && code == LDAP_SERVER_DOWN) {
    return {ErrorKind::corrupt, where + "a message is longer than " +
                                    std::to_string(target_.max_message >> 20U) +
                                    " MiB (max_message_mib)"};
  }
  const LdapVerdict verdict = ldap_verdict(code, diagnostic_of(ldap_.get()));
  return {verdict.kind, where + verdict.words};
}

Result<LdapMessage> LibldapSession::next_message(int id, std::chrono::milliseconds patience) {
  arm(patience);
  timeval wait = as_timeval(std::min<Clock::duration>(patience, pull_end_ - Clock::now()));
  LDAPMessage* raw = nullptr;
  errno = 0;
  const int kind = ldap_result(ldap_.get(), id, LDAP_MSG_ONE, &wait, &raw);
  LdapMessage message(raw);
  if (kind > 0) return message;
  if (kind == 0) {
    return fail(ErrorKind::unreachable,
                "waiting for " + target_.address.url + ": " + out_of_time(patience));
  }
  return tl::unexpected(trouble("reading", patience));
}

Result<void> LibldapSession::hand_over(LDAPMessage* message, const OnEntry& on_entry) {
  entry_.clear();
  BerElement* raw = nullptr;
  berval dn{};
  if (ldap_get_dn_ber(ldap_.get(), message, &raw, &dn) != LDAP_SUCCESS) {
    return fail(ErrorKind::corrupt, "an entry from " + target_.address.url + " cannot be decoded");
  }
  struct Close {
    void operator()(BerElement* p) const { ber_free(p, 0); }
  };
  const std::unique_ptr<BerElement, Close> bytes(raw);
  entry_.dn = {dn.bv_val, dn.bv_len};
  for (;;) {
    berval name{};
    berval* values = nullptr;
    if (ldap_get_attribute_ber(ldap_.get(), message, raw, &name, &values) != LDAP_SUCCESS) {
      return fail(ErrorKind::corrupt, "the entry " + core::printable(entry_.dn) + " from " +
                                          target_.address.url + " cannot be decoded");
    }
    if (name.bv_val == nullptr) break;
    const auto begin = static_cast<std::uint32_t>(entry_.values.size());
    for (const berval* at = values; at != nullptr && at->bv_val != nullptr; ++at) {
      entry_.values.emplace_back(at->bv_val, at->bv_len);
    }
    ber_memfree(values);
    entry_.attributes.push_back(
        {{name.bv_val, name.bv_len}, begin, static_cast<std::uint32_t>(entry_.values.size())});
  }
  return on_entry(entry_);
}

void LibldapSession::note_references(LDAPMessage* message, std::vector<std::string>& references) {
  char** urls = nullptr;
  if (ldap_parse_reference(ldap_.get(), message, &urls, nullptr, 0) != LDAP_SUCCESS) return;
  // The URLs of one reference are copies of one another; a server of thousands is not believed.
  if (urls != nullptr && urls[0] != nullptr && references.size() < 1000) {
    references.emplace_back(urls[0]);
  }
  ldap_memvfree(reinterpret_cast<void**>(urls));
}

Result<LdapSearchEnd> LibldapSession::finish(LDAPMessage* message, LdapSearchEnd end) {
  char* diagnostic = nullptr;
  char** referrals = nullptr;
  LDAPControl** raw = nullptr;
  const int parsed =
      ldap_parse_result(ldap_.get(), message, &end.code, nullptr, &diagnostic, &referrals, &raw, 0);
  const std::unique_ptr<LDAPControl*, FreeControls> controls(raw);
  const std::string text = diagnostic == nullptr ? "" : diagnostic;
  ldap_memfree(diagnostic);
  ldap_memvfree(reinterpret_cast<void**>(referrals));
  if (parsed != LDAP_SUCCESS) {
    return fail(ErrorKind::corrupt,
                "the end of a search at " + target_.address.url + " cannot be decoded");
  }
  if (end.code != LDAP_SUCCESS) {
    const LdapVerdict verdict = ldap_verdict(end.code, text);
    end.words = verdict.words;
    end.kind = verdict.kind;
  }
  LDAPControl* paging = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, raw, nullptr);
  if (paging != nullptr) {
    ber_int_t estimate = 0;
    berval cookie{};
    if (ldap_parse_pageresponse_control(ldap_.get(), paging, &estimate, &cookie) != LDAP_SUCCESS) {
      return fail(ErrorKind::corrupt,
                  "the paging answer of " + target_.address.url + " cannot be decoded");
    }
    end.cookie.emplace(cookie.bv_val == nullptr ? "" : cookie.bv_val, cookie.bv_len);
    ber_memfree(cookie.bv_val);
  }
  return end;
}

Result<LdapSearchEnd> LibldapSession::search(const LdapSearch& search,
                                             const std::optional<LdapPage>& page,
                                             const OnEntry& on_entry) {
  std::vector<char*> attributes;
  for (const std::string& name : search.attributes) {
    attributes.push_back(const_cast<char*>(name.c_str()));
  }
  attributes.push_back(nullptr);
  std::unique_ptr<LDAPControl, FreeControls> paging;
  if (page) {
    berval cookie{page->cookie.size(), const_cast<char*>(page->cookie.data())};
    LDAPControl* raw = nullptr;
    if (ldap_create_page_control(ldap_.get(), page->size, &cookie, 1, &raw) != LDAP_SUCCESS) {
      return tl::unexpected(trouble("asking for a page", target_.timeouts.answer));
    }
    paging.reset(raw);
  }
  LDAPControl* controls[] = {paging.get(), nullptr};
  const int scope = search.scope == LdapSearch::Scope::base ? LDAP_SCOPE_BASE : LDAP_SCOPE_SUBTREE;
  int id = 0;
  arm(target_.timeouts.answer);
  const int sent =
      ldap_search_ext(ldap_.get(), search.base.c_str(), scope, search.filter.c_str(),
                      attributes.data(), 0, controls, nullptr, nullptr, search.size_limit, &id);
  if (sent != LDAP_SUCCESS) {
    return tl::unexpected(
        trouble("searching " + core::printable(search.base), target_.timeouts.answer));
  }
  LdapSearchEnd end;
  for (;;) {
    const LdapMessage message = TRY(next_message(id, target_.timeouts.answer));
    switch (ldap_msgtype(message.get())) {
      case LDAP_RES_SEARCH_ENTRY:
        ++end.entries;
        TRY(hand_over(message.get(), on_entry));
        break;
      case LDAP_RES_SEARCH_REFERENCE:
        note_references(message.get(), end.references);
        break;
      case LDAP_RES_SEARCH_RESULT:
        return finish(message.get(), std::move(end));
      case LDAP_RES_INTERMEDIATE:
        break;
      default:
        return fail(ErrorKind::corrupt,
                    "a message from " + target_.address.url + " is no answer to a search");
    }
  }
}

}  // namespace rettesnor::connectors
