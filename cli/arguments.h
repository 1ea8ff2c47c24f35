// What was typed, by name, before anybody knows what it means.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace rettesnor::cli {

/// Options by their long name ("--as-of"), positionals by theirs ("PERSON").
class Arguments {
 public:
  void put(const std::string& name, std::vector<std::string> values) {
    values_[name] = std::move(values);
  }
  const std::map<std::string, std::vector<std::string>, std::less<>>& values() const {
    return values_;
  }
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  /// First value, or empty.
  std::string get(std::string_view name) const;
  std::optional<std::string> find(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

}  // namespace rettesnor::cli
