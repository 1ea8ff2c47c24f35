// LDIF (RFC 2849) record by record, from bytes that come in pieces of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/directory/directory_entry.h"

namespace rettesnor::connectors {

/// A content record, or `changetype: add` as ldifde writes. `line` is where it begins, from 1.
/// With `entry.continues` it is ldifde's `changetype: modify` that only adds: more values of an
/// entry that was told before.
using OnLdifRecord = std::function<void(const DirectoryEntry& entry, std::int64_t line)>;
/// A record that was set aside. `entry` holds what could be read of it; its dn may be empty.
using OnLdifTrouble =
    std::function<void(const DirectoryEntry& entry, std::int64_t line, const std::string& reason)>;

/// Whether the value of an attribute is asked for; the others are only passed by.
using MattersToLdif = std::function<bool(std::string_view name)>;

/// Whether the file shows that it was written to its end.
struct LdifEnd {
  std::size_t records = 0;
  std::size_t troubles = 0;
  std::int64_t line = 0;  ///< the last one
  /// Why not all of the export is here, as core::kept or a sentence; empty when nothing speaks for
  /// that.
  std::string incomplete;
  /// Attributes of which a value cannot be read and was not asked for, and how many of each; at
  /// most 100 names.
  std::map<std::string, std::size_t, std::less<>> set_aside;
  std::vector<std::string> references;  ///< parts that other servers hold (`ref:`), at most 1,000
};

/// UTF-8 with or without a mark, UTF-16LE with one (as ldifde -u writes); LF or CRLF; folded lines,
/// comments, base64; pages of ldapsearch one after the other, each with its `version`. A value from
/// a URL ("attr:< file:…") is never fetched. A value that cannot be read is trouble when it
/// `matters`, and is set aside when not. Entries are lent for the call only. Memory: one record, at
/// most `max_record` bytes.
class LdifParser {
 public:
  LdifParser(OnLdifRecord on_record, OnLdifTrouble on_trouble,
             std::size_t max_record = std::size_t{256} << 20U, MattersToLdif matters = {});
  void feed(std::string_view bytes);
  LdifEnd finish();

 private:
  enum class Encoding { unknown, utf8, utf16 };
  struct Piece {
    std::size_t name;   // into attribute_names_
    std::size_t begin;  // into text_
    std::size_t size;
  };

  void decode(std::string_view bytes);
  void decode_utf16(std::string_view bytes);
  void append_code_unit(std::uint32_t unit);
  void take_utf8(std::string_view bytes);
  void physical_line(std::string_view line);
  void logical_line();
  void comment(std::string_view text);
  void attribute_line(std::string_view line);
  /// False when the line belongs to what surrounds an added value of a modify, or is wrong there.
  bool is_value_of_modify(std::string_view name, std::string_view line);
  void unreadable_value(std::string_view name, std::string reason);
  void note_reference(std::string_view url);
  void add_value(std::string_view name, std::string_view value);
  std::optional<std::size_t> index_of(std::string_view name);
  void trouble(std::string reason);
  void end_record();
  void note_result();
  void build_entry();

  OnLdifRecord on_record_;
  OnLdifTrouble on_trouble_;
  std::size_t max_record_;
  MattersToLdif matters_;
  Encoding encoding_ = Encoding::unknown;
  std::string head_;  // the first bytes, until the encoding is known; an odd byte of UTF-16
  std::uint32_t high_surrogate_ = 0;
  std::string decoded_;
  std::string partial_;  // a physical line whose end has not come
  std::string logical_;
  bool has_logical_ = false;
  std::int64_t line_ = 0;
  std::int64_t logical_at_ = 0;

  bool in_record_ = false;
  std::int64_t record_at_ = 0;
  std::string trouble_;
  std::int64_t trouble_at_ = 0;
  std::string dn_;
  bool has_dn_ = false;
  enum class Change { none, modify, adding } change_ = Change::none;
  std::string added_;       // the attribute of the step of a modify under way
  bool is_header_ = false;  // only `version` or `ref` so far
  std::string text_;
  std::vector<std::string> names_;
  std::size_t name_count_ = 0;
  std::vector<Piece> pieces_;
  std::size_t last_name_ = 0;
  DirectoryEntry entry_;
  std::optional<std::size_t> told_entries_;
  std::string open_pages_;  // cookie of the last page; empty at the end of a listing
  LdifEnd end_;
};

/// All of `bytes` at once; for tests and fuzzers.
LdifEnd parse_ldif_records(std::string_view bytes, const OnLdifRecord& on_record,
                           const OnLdifTrouble& on_trouble);

}  // namespace rettesnor::connectors
