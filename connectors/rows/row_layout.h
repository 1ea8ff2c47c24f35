// A mapping laid over the columns that a feed really has.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/rows/row_attributes.h"
#include "connectors/rows/row_mapping.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// The mapping's columns as positions in a row.
struct RowLayout {
  struct Field {
    core::Attribute attribute;
    ValueKind kind;
    CellUse use;
    Weight weight;
    std::vector<std::size_t> positions;
    char joint;
    const std::map<std::string, std::string>* translation;  ///< null: none
    const std::string* separator;                           ///< of several values; null: one
    bool strips_zeros;
    std::size_t width;  ///< digits that a number is filled up to; 0: as it is
    std::optional<DateOrder> order;
  };
  struct KeyPart {
    std::size_t position;
    bool strips_zeros;
    std::size_t width;
  };
  struct Right {
    std::size_t position;
    std::string key;
  };
  std::vector<Field> fields;
  std::vector<KeyPart> key;
  std::vector<Right> rights;  ///< of a matrix
  std::optional<std::size_t> data_column;
  std::size_t width = 0;
};

/// invalid_input: a column that is not there, or there twice.
core::Result<RowLayout> lay_out_row(const std::vector<std::string>& header,
                                    const RowMapping& mapping);

}  // namespace rettesnor::connectors
