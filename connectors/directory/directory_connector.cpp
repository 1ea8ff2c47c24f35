// Passes on to the reading of a live directory.
#include "connectors/directory/directory_connector.h"

#include "connectors/directory/directory_settings.h"
#include "connectors/directory/ldap_directory.h"

namespace rettesnor::connectors {
namespace {

class DirectoryConnector final : public Connector {
 public:
  explicit DirectoryConnector(DirectorySettings settings) : settings_(std::move(settings)) {}

  Capabilities describe() const override {
    return {{core::ObjectClass::account, core::ObjectClass::entitlement},
            true,
            settings_.flavour == DirectoryFlavour::active_directory};
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

core::Result<std::unique_ptr<Connector>> make_directory_connector(const SourceSettings& settings) {
  return std::unique_ptr<Connector>(
      std::make_unique<DirectoryConnector>(TRY(read_directory_settings(settings))));
}

}  // namespace rettesnor::connectors
