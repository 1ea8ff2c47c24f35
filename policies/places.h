// Where each value of a policy was written, so that a complaint can name file, line and path.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "policies/policy.h"
#include "policies/read_policy.h"
#include "policies/toml.h"

namespace rettesnor::policies {

/// One policy file, parsed.
struct ParsedFile {
  std::string name;
  nlohmann::json value;
  LineMap lines;

  /// Of the value at `pointer`, else of the nearest thing around it.
  std::int64_t line_of(std::string pointer) const;
};

/// The tables of every file in the order in which their values stand in the Policy: the third role
/// of `Policy::roles` is `at("role", 2)`.
class Places {
 public:
  void add(const std::string& table, const ParsedFile& file, std::string pointer);
  std::size_t count(const std::string& table) const;

  /// A complaint about `key` of the nth value of a table; "" for the whole table.
  Complaint error(const std::string& table, std::size_t nth, std::string_view key,
                  std::string reason) const;
  Complaint warning(const std::string& table, std::size_t nth, std::string_view key,
                    std::string reason) const;
  /// "roller.toml:12".
  std::string name_of(const std::string& table, std::size_t nth) const;

 private:
  struct Place {
    const ParsedFile* file;  // outlives us
    std::string pointer;
  };
  std::map<std::string, std::vector<Place>> places_;
};

}  // namespace rettesnor::policies
