// One search with the source's reader, one bind with the person's own password.
#include "connectors/sign_in/directory_sign_in.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "connectors/directory/ldap_filter.h"
#include "connectors/directory/ldap_open.h"
#include "core/digest.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

constexpr std::size_t kLongestName = 256;
constexpr std::chrono::seconds kPatience{8};

const std::vector<std::string>* names_of(const DirectoryHalf& half, Role role) {
  const auto found = std::ranges::find(half.names, role, [](const auto& one) { return one.first; });
  return found == half.names.end() ? nullptr : &found->second;
}

std::string filter_for(const DirectoryHalf& people, const std::string& name) {
  std::string any;
  for (const Role role : {Role::login, Role::upn}) {
    const auto* attributes = names_of(people, role);
    if (attributes == nullptr) continue;
    for (const std::string& attribute : *attributes) any += equals_filter(attribute, name);
  }
  return "(&" + people.filter + "(|" + any + "))";
}

bool can_be_a_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName && std::ranges::none_of(name, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
}

}  // namespace

Result<DirectoryAccount> DirectorySignIn::find(const std::string& name) const {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  const OpenDirectory open = TRY(open_directory(settings_, deadline));
  std::vector<std::string> bases = settings_.people.bases;
  if (bases.empty()) bases.push_back(open.root.default_base);
  std::vector<DirectoryAccount> found;
  const auto* logins = names_of(settings_.people, Role::login);
  if (logins == nullptr || logins->empty()) {
    return fail(ErrorKind::invalid_input,
                "the source " + settings_.source + " reads no attribute as login");
  }
  // Also when the name cannot be one: the answer takes as long as any other.
  const std::string asked = can_be_a_name(name) ? name : "-";
  for (const std::string& base : bases) {
    const LdapSearch search{base, LdapSearch::Scope::subtree, filter_for(settings_.people, asked),
                            *logins, 3};
    const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
      for (const std::string& attribute : *logins) {
        if (const std::string_view login = entry.first(attribute); !login.empty()) {
          found.push_back({std::string(entry.dn), std::string(login)});
          break;
        }
      }
      return {};
    };
    const LdapSearchEnd end = TRY(open.session->search(search, std::nullopt, take));
    if (end.code != 0) {
      return fail(ErrorKind::unreachable,
                  "looking for an account below " + base + " at " + open.url + ": " + end.words);
    }
  }
  std::ranges::sort(found, {}, &DirectoryAccount::dn);
  const auto same_entry = [](const DirectoryAccount& one, const DirectoryAccount& other) {
    return one.dn == other.dn;
  };
  found.erase(std::unique(found.begin(), found.end(), same_entry), found.end());
  if (found.size() == 1 && can_be_a_name(name)) return found.front();
  return DirectoryAccount{
      "CN=rettesnor-" + core::to_hex(core::sha256(name), 8) + "," + open.root.default_base, ""};
}

Result<void> DirectorySignIn::prove(const DirectoryAccount& account, core::Secret password) const {
  if (password.empty() || account.dn.empty()) {
    return fail(ErrorKind::unauthorized, "no password was typed, and none was sent");
  }
  LdapLogin login;
  login.user = account.dn;
  login.password = std::move(password);
  core::Error last{ErrorKind::unreachable, "the source has no server"};
  for (const std::string& url : settings_.urls) {
    const LdapTarget target{TRY(parse_ldap_url(url, settings_.start_tls)),
                            settings_.ca_file,
                            {std::min(settings_.connect_timeout, std::chrono::milliseconds(4'000)),
                             std::min(settings_.answer_timeout, std::chrono::milliseconds(4'000))},
                            settings_.max_message};
    auto session = LdapSession::open(target, login);
    if (session && account.login.empty()) {
      return fail(ErrorKind::unauthorized, "no such user, or several");
    }
    if (session) return {};
    last = session.error();
    if (last.kind != ErrorKind::unreachable) break;
  }
  return tl::unexpected(std::move(last));
}

}  // namespace rettesnor::connectors
