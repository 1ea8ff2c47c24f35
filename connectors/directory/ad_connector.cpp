// Active Directory: the flavour decides the attributes, the rest is a directory's reading.
#include "connectors/directory/ad_connector.h"

#include "connectors/directory/directory_settings.h"
#include "connectors/directory/ldap_directory.h"

namespace rettesnor::connectors {
namespace {

class AdConnector final : public Connector {
 public:
  explicit AdConnector(DirectorySettings settings) : settings_(std::move(settings)) {}

  Capabilities describe() const override {
    return {{core::ObjectClass::account, core::ObjectClass::entitlement}, true, true};
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

core::Result<std::unique_ptr<Connector>> make_ad_connector(const SourceSettings& settings) {
  return std::unique_ptr<Connector>(
      std::make_unique<AdConnector>(TRY(read_directory_settings(settings))));
}

}  // namespace rettesnor::connectors
