// Holds a JSON value against a JSON Schema and says in plain words what is wrong.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace rettesnor::policies {

struct SchemaComplaint {
  std::string
      pointer;  ///< JSON pointer of the value that is wrong (of the key, when it is unknown)
  std::string reason;
};

/// A schema made ready once, for many values. The validator decides; the words are our own and know
/// the part of JSON Schema that our schemas use (type enum const pattern format required …
/// if/then).
class SchemaCheck {
 public:
  /// `schema` is one of our own embedded schemas: text that is none stops the program.
  explicit SchemaCheck(std::string_view schema);
  SchemaCheck(SchemaCheck&&) noexcept;
  SchemaCheck& operator=(SchemaCheck&&) noexcept;
  ~SchemaCheck();

  /// Empty when the value is valid. Ordered by pointer, no duplicates.
  std::vector<SchemaComplaint> complaints(const nlohmann::json& value) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

/// "/role/3/when/all/0" → "role[3].when.all[0]".
std::string readable_path(std::string_view pointer);

}  // namespace rettesnor::policies
