// What the settings say of the sources that orders are carried out in.
#pragma once

#include <set>
#include <string>

namespace rettesnor::review {

/// Names of the sources that have a [source.write]; in all others a person does it by hand.
using WritableSources = std::set<std::string>;
/// What the settings say of the sources, by name.
struct OrderSources {
  WritableSources writable;  ///< there is a credential to write with
  /// Their lists may hold members that nobody is: an account that is not told of proves nothing.
  std::set<std::string> vague;
};

}  // namespace rettesnor::review
