// The explicit table: a kind of source and what makes its connector.
#include "connectors/registry.h"

#include <array>

#include "connectors/directory/directory_connector.h"
#include "connectors/directory/ldif_connector.h"
#include "connectors/rows/csv_connector.h"

namespace rettesnor::connectors {
namespace {

struct ConnectorKind {
  std::string_view name;
  core::Result<std::unique_ptr<Connector>> (*make)(const SourceSettings&);
};

constexpr auto kConnectorKinds = std::to_array<ConnectorKind>({
    {"ad", make_directory_connector},
    {"csv", make_csv_connector},
    {"ldap", make_directory_connector},
    {"ldif", make_ldif_connector},
});

}  // namespace

core::Result<std::unique_ptr<Connector>> make_connector(const SourceSettings& settings) {
  for (const auto& kind : kConnectorKinds) {
    if (kind.name == settings.kind) return kind.make(settings);
  }
  std::string names;
  for (const auto& kind : kConnectorKinds)
    names += (names.empty() ? "" : ", ") + std::string(kind.name);
  return core::fail(core::ErrorKind::invalid_input, "source " + settings.name + ": kind \"" +
                                                        settings.kind +
                                                        "\" is unknown; known are " + names);
}

std::vector<std::string> known_kinds() {
  std::vector<std::string> names;
  for (const auto& kind : kConnectorKinds) names.emplace_back(kind.name);
  return names;
}

}  // namespace rettesnor::connectors
