// One entry of a directory as it was told: a name, attributes, values; nothing copied.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rettesnor::connectors {

/// All views belong to whoever filled the entry and end with the callback that was given it.
struct DirectoryEntry {
  struct Attribute {
    std::string_view name;  ///< with options, as spelt by the source: "member;range=0-1499"
    std::uint32_t begin;    ///< into values
    std::uint32_t end;
  };
  std::string_view dn;
  std::vector<Attribute> attributes;
  std::vector<std::string_view> values;
  bool continues = false;  ///< more values of an entry that was told before; only in files

  void clear();
  std::span<const std::string_view> values_of(const Attribute& attribute) const {
    return std::span(values).subspan(attribute.begin, attribute.end - attribute.begin);
  }
  /// Of the attribute with exactly this name, compared without case; empty when absent.
  std::span<const std::string_view> all(std::string_view name) const;
  std::string_view first(std::string_view name) const;
};

/// ASCII letters without case.
bool same_name(std::string_view a, std::string_view b);

}  // namespace rettesnor::connectors
