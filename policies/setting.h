// One row of the table of settings: what a key is called, holds, defaults to and means.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>

namespace rettesnor::policies {

struct SettingTable;

/// A key of the settings file. The rows stand in policies/*_table.h; the JSON schema, the readers'
/// defaults and limits and the tables in docs/ come from them.
struct Setting {
  enum class Holds : std::uint8_t {
    text,
    file,             ///< a path that starts at the folder of the settings file
    number,           ///< whole
    flag,             ///< true or false
    choice,           ///< one of `choices`
    list,             ///< of texts, or of `choices` when there are any
    one_or_more,      ///< a text or a list of texts, never empty
    none_or_more,     ///< a text or a list of texts, [] for none
    table,            ///< `inner`
    tables,           ///< [[…]] of `inner`
    by_any_name,      ///< a table with names of its own → text, or one of `choices`
    one_by_choice,    ///< a table with `choices` as keys → text
    some_by_choice,   ///< … → a text or a list of texts
    names_by_choice,  ///< … → the same, or [] for none
    texts_by_choice,  ///< … → a table of texts
  };
  enum class Need : std::uint8_t { optional, needed };
  enum class Empty : std::uint8_t { allowed, refused };

  std::string_view key{};
  Holds holds = Holds::text;
  Need need = Need::optional;
  Empty empty = Empty::allowed;  ///< of a list
  std::string_view en{};         ///< what it means; with a `pattern` also what it must look like
  std::string_view da{};
  std::string_view pattern{};
  std::string_view hint{};  ///< what each text of `by_any_name` must look like
  int longest = 0;          ///< characters; 0: no limit
  std::int64_t least = 0;
  std::int64_t most = 0;  ///< 0: no limit
  std::span<const std::string_view> choices{};
  const SettingTable* inner = nullptr;

  // What counts when the key is not there.
  enum class Default : std::uint8_t {
    none,
    text,
    number,
    flag,
    told  ///< in words: the reader works it out
  } has_default = Default::none;
  std::string_view default_text{};  ///< `told`: in English
  std::string_view told_da{};
  std::int64_t default_number = 0;
  bool default_flag = false;

  constexpr Setting needed() const {
    Setting row = *this;
    row.need = Need::needed;
    return row;
  }
  constexpr Setting not_empty() const {
    Setting row = *this;
    row.empty = Empty::refused;
    return row;
  }
  constexpr Setting means(std::string_view english, std::string_view danish) const {
    Setting row = *this;
    row.en = english;
    row.da = danish;
    return row;
  }
  constexpr Setting like(std::string_view regular_expression, std::string_view spoken = {}) const {
    Setting row = *this;
    row.pattern = regular_expression;
    row.hint = spoken;
    return row;
  }
  constexpr Setting at_most(int characters) const {
    Setting row = *this;
    row.longest = characters;
    return row;
  }
  constexpr Setting of(std::span<const std::string_view> words) const {
    Setting row = *this;
    row.choices = words;
    return row;
  }
  constexpr Setting otherwise(std::string_view text) const {
    Setting row = *this;
    row.has_default = Default::text;
    row.default_text = text;
    return row;
  }
  constexpr Setting otherwise(int number) const {
    Setting row = *this;
    row.has_default = Default::number;
    row.default_number = number;
    return row;
  }
  constexpr Setting otherwise(bool flag) const {
    Setting row = *this;
    row.has_default = Default::flag;
    row.default_flag = flag;
    return row;
  }
  constexpr Setting otherwise(const char* text) const { return otherwise(std::string_view(text)); }
  constexpr Setting otherwise_told(std::string_view english, std::string_view danish) const {
    Setting row = *this;
    row.has_default = Default::told;
    row.default_text = english;
    row.told_da = danish;
    return row;
  }
};

/// The keys of one table of the settings file.
struct SettingTable {
  std::string_view name;  ///< of its definition in the schema
  std::string_view en;    ///< what it is about
  std::string_view da;
  std::span<const Setting> rows;
  /// Tables whose keys stand in the same place.
  std::span<const SettingTable* const> parts{};

  constexpr const Setting* find(std::string_view key) const {
    for (const Setting& row : rows) {
      if (row.key == key) return &row;
    }
    for (const SettingTable* part : parts) {
      if (const Setting* row = part->find(key)) return row;
    }
    return nullptr;
  }
  constexpr bool has(std::string_view key) const {
    return std::ranges::any_of(rows, [&](const Setting& row) { return row.key == key; }) ||
           std::ranges::any_of(parts, [&](const SettingTable* part) { return part->has(key); });
  }
  /// The row of a key; one that is not in the table does not compile. (Compares no address: under
  /// a sanitizer that is no constant for g++ 12.)
  consteval const Setting& operator[](std::string_view key) const {
    for (const Setting& row : rows) {
      if (row.key == key) return row;
    }
    for (const SettingTable* part : parts) {
      if (part->has(key)) return (*part)[key];
    }
    throw std::invalid_argument("no such setting");
  }
};

constexpr Setting text_setting(std::string_view key) {
  return {.key = key};
}
constexpr Setting file_setting(std::string_view key) {
  return {.key = key, .holds = Setting::Holds::file};
}
/// `most` 0: no upper limit.
constexpr Setting number_setting(std::string_view key, std::int64_t least, std::int64_t most) {
  return {.key = key, .holds = Setting::Holds::number, .least = least, .most = most};
}
constexpr Setting flag_setting(std::string_view key) {
  return {.key = key, .holds = Setting::Holds::flag};
}
constexpr Setting choice_setting(std::string_view key, std::span<const std::string_view> choices) {
  return {.key = key, .holds = Setting::Holds::choice, .choices = choices};
}
constexpr Setting list_setting(std::string_view key) {
  return {.key = key, .holds = Setting::Holds::list};
}
constexpr Setting one_or_more_setting(std::string_view key) {
  return {.key = key, .holds = Setting::Holds::one_or_more};
}
constexpr Setting table_setting(std::string_view key, const SettingTable& inner) {
  return {
      .key = key, .holds = Setting::Holds::table, .en = inner.en, .da = inner.da, .inner = &inner};
}
constexpr Setting tables_setting(std::string_view key, const SettingTable& inner) {
  return {
      .key = key, .holds = Setting::Holds::tables, .en = inner.en, .da = inner.da, .inner = &inner};
}
/// `holds` is one of the …_by_… kinds.
constexpr Setting map_setting(std::string_view key, Setting::Holds holds,
                              std::span<const std::string_view> choices = {}) {
  return {.key = key, .holds = holds, .choices = choices};
}

}  // namespace rettesnor::policies
