// The explicit table: a kind of source and what takes access away in it.
#include "connectors/writing/revoker.h"

#include <array>

#include "connectors/writing/ad_revoker.h"
#include "connectors/writing/ldap_revoker.h"

namespace rettesnor::connectors {
namespace {

struct RevokerKind {
  std::string_view name;
  core::Result<std::unique_ptr<Revoker>> (*make)(const SourceSettings&);
};

constexpr auto kRevokerKinds = std::to_array<RevokerKind>({
    {"ad", make_ad_revoker},
    {"ldap", make_ldap_revoker},
});

}  // namespace

core::Result<std::unique_ptr<Revoker>> make_revoker(const SourceSettings& settings) {
  for (const RevokerKind& kind : kRevokerKinds) {
    if (kind.name == settings.kind) return kind.make(settings);
  }
  return core::fail(core::ErrorKind::unsupported,
                    "source " + settings.name + ": nothing can be written to a source of kind \"" +
                        settings.kind + "\"; take the access away in the system itself");
}

}  // namespace rettesnor::connectors
