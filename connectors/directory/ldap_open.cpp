// The password is read anew for each attempt and wiped after it.
#include "connectors/directory/ldap_open.h"

#include <algorithm>

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

// [MS-ADTS] 3.1.1.3.4.3.1
constexpr std::string_view kActiveDirectory = "1.2.840.113556.1.4.800";

Result<LdapLogin> login_of(const DirectorySettings& settings) {
  LdapLogin login;
  login.user = settings.user;
  if (settings.bind == DirectorySettings::Bind::gssapi) {
    login.method = LdapLogin::Method::gssapi;
    return login;
  }
  login.password = settings.password_file.empty()
                       ? TRY(core::Secret::from_environment(settings.password_env))
                       : TRY(core::Secret::from_file(settings.password_file));
  return login;
}

Result<RootFacts> read_root(LdapSession& session) {
  RootFacts root;
  const LdapSearch search{
      "",
      LdapSearch::Scope::base,
      "(objectClass=*)",
      {"defaultNamingContext", "namingContexts", "supportedCapabilities", "currentTime"},
      0};
  const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
    const auto capabilities = entry.all("supportedCapabilities");
    root.is_active_directory =
        std::find(capabilities.begin(), capabilities.end(), kActiveDirectory) != capabilities.end();
    for (const std::string_view context : entry.all("namingContexts")) {
      root.naming_contexts.emplace_back(context);
    }
    root.default_base = entry.first("defaultNamingContext");
    root.current_time = core::parse_generalized_time(entry.first("currentTime"));
    return {};
  };
  TRY(session.search(search, std::nullopt, take));
  if (root.default_base.empty() && !root.naming_contexts.empty()) {
    root.default_base = root.naming_contexts.front();
  }
  return root;
}

}  // namespace

Result<OpenDirectory> open_directory(const DirectorySettings& settings,
                                     std::chrono::steady_clock::time_point deadline) {
  std::string tried;
  for (const std::string& url : settings.urls) {
    const LdapTarget target{TRY(parse_ldap_url(url, settings.start_tls)),
                            settings.ca_file,
                            {settings.connect_timeout, settings.answer_timeout},
                            settings.max_message};
    const LdapLogin login = TRY(login_of(settings));
    auto session = LdapSession::open(target, login);
    if (session) {
      (*session)->set_deadline(deadline);
      auto root = read_root(**session);
      if (root) return OpenDirectory{std::move(*session), url, std::move(*root)};
      session = tl::unexpected(std::move(root).error());
    }
    if (session.error().kind != ErrorKind::unreachable || settings.urls.size() == 1) {
      return tl::unexpected(std::move(session).error());
    }
    tried += (tried.empty() ? "" : "; ") + session.error().message;
  }
  return fail(ErrorKind::unreachable, "no server answers: " + tried);
}

std::optional<std::int64_t> clock_skew(const RootFacts& root, core::Timestamp now,
                                       std::chrono::steady_clock::duration elapsed) {
  if (!root.current_time) return std::nullopt;
  const auto ours = now + std::chrono::duration_cast<std::chrono::seconds>(elapsed);
  return (*root.current_time - ours).count();
}

}  // namespace rettesnor::connectors
