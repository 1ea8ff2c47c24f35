// LDIF (RFC 2849) record by record, from bytes that come in pieces of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/directory/directory_entry.h"

namespace rettesnor::connectors {

/// A content record, or `changetype: add` as ldifde writes. `line` is where it begins, from 1.
using OnLdifRecord = std::function<void(const DirectoryEntry& entry, std::int64_t line)>;
/// A record that was set aside. `entry` holds what could be read of it; its dn may be empty.
using OnLdifTrouble =
    std::function<void(const DirectoryEntry& entry, std::int64_t line, const std::string& reason)>;

/// Whether the file shows that it was written to its end.
struct LdifEnd {
  std::size_t records = 0;
  std::size_t troubles = 0;
  std::int64_t line = 0;  ///< the last one
  std::string
      incomplete;  ///< why not all of the export is here; empty when nothing speaks for that
};

/// UTF-8 with or without a mark, UTF-16LE with one (as ldifde -u writes); LF or CRLF; folded lines,
/// comments, base64. A value from a URL ("attr:< file:…") is never fetched: trouble. Entries are
/// lent for the call only. Memory: one record, at most `max_record` bytes.
class LdifParser {
 public:
  LdifParser(OnLdifRecord on_record, OnLdifTrouble on_trouble,
             std::size_t max_record = std::size_t{256} << 20U);
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
  void add_value(std::string_view name, std::string_view value);
  std::optional<std::size_t> index_of(std::string_view name);
  void trouble(std::string reason);
  void end_record();
  void note_result();
  void build_entry();

  OnLdifRecord on_record_;
  OnLdifTrouble on_trouble_;
  std::size_t max_record_;
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
  std::string text_;
  std::vector<std::string> names_;
  std::size_t name_count_ = 0;
  std::vector<Piece> pieces_;
  std::size_t last_name_ = 0;
  DirectoryEntry entry_;
  std::optional<std::size_t> told_entries_;
  LdifEnd end_;
};

/// All of `bytes` at once; for tests and fuzzers.
LdifEnd parse_ldif_records(std::string_view bytes, const OnLdifRecord& on_record,
                           const OnLdifTrouble& on_trouble);

}  // namespace rettesnor::connectors
