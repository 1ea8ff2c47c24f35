// A source of rows, wherever they come from: describe, check and read.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "connectors/connector.h"
#include "connectors/rows/feed.h"
#include "connectors/rows/row_mapping.h"

namespace rettesnor::connectors {

/// One feed of a source; its mapping is kept beside it.
struct RowsPart {
  RowMapping mapping;
  /// A feed that was not read yet; asked once for each reading.
  std::function<std::unique_ptr<Feed>()> open;
};

/// read() fails only when no feed can be believed; otherwise one that cannot is a gap.
std::unique_ptr<Connector> make_rows_connector(RowRules rules, std::vector<RowsPart> parts);

}  // namespace rettesnor::connectors
