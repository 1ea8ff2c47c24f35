// Which attributes say who, whose or where an object is, so that a change of one is remembered.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"

namespace rettesnor::store {

struct ToldOtherwise {
  core::Attribute attribute;
  std::string before;  ///< empty: was not told
  std::string after;   ///< empty: is no longer told
};

/// By attribute. Several values of one attribute are joined by "; ".
std::vector<ToldOtherwise> told_otherwise(core::ObjectClass c, std::string_view before,
                                          std::string_view after);

}  // namespace rettesnor::store
