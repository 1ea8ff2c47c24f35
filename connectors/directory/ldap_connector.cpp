// OpenLDAP and other LDAP servers: the flavour decides the attributes, the rest is a directory's
// reading.
#include "connectors/directory/ldap_connector.h"

#include "connectors/directory/directory_settings.h"
#include "connectors/directory/ldap_directory.h"

namespace rettesnor::connectors {
namespace {

class LdapConnector final : public Connector {
 public:
  explicit LdapConnector(DirectorySettings settings) : settings_(std::move(settings)) {}

  Capabilities describe() const override {
    return {{core::ObjectClass::account, core::ObjectClass::entitlement}, true, false};
  }
  core::Result<std::vector<CheckLine>> check(core::Timestamp now) override {
    return check_ldap_directory(settings_, now);
  }
  core::Result<core::Pull> read(const PullRequest& request) override {
    return read_ldap_directory(settings_, request);
  }

 private:
  DirectorySettings settings_;
};

}  // namespace

core::Result<std::unique_ptr<Connector>> make_ldap_connector(const SourceSettings& settings) {
  return std::unique_ptr<Connector>(
      std::make_unique<LdapConnector>(TRY(read_directory_settings(settings))));
}

}  // namespace rettesnor::connectors
