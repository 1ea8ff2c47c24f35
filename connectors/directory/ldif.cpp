// From bytes to physical lines, to logical lines, to records.
#include "connectors/directory/ldif.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/directory/ldap_filter.h"
#include "core/base64.h"
#include "core/number.h"
#include "core/result.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

constexpr std::size_t kMostNames = 1024;
constexpr std::size_t kMostSetAside = 100;
constexpr std::size_t kMostReferences = 1000;

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | code >> 6U);
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | code >> 12U);
    out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | code >> 18U);
    out += static_cast<char>(0x80U | (code >> 12U & 0x3FU));
    out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

constexpr std::uint32_t kReplacement = 0xFFFD;

}  // namespace

LdifParser::LdifParser(OnLdifRecord on_record, OnLdifTrouble on_trouble, std::size_t max_record,
                       MattersToLdif matters)
    : on_record_(std::move(on_record)),
      on_trouble_(std::move(on_trouble)),
      max_record_(max_record),
      matters_(std::move(matters)) {}

void LdifParser::feed(std::string_view bytes) {
  if (encoding_ != Encoding::unknown) return decode(bytes);
  head_.append(bytes);
  if (head_.size() < 3) return;
  const std::string head = std::exchange(head_, {});
  const std::string_view all = head;
  if (all.starts_with("\xFF\xFE")) {
    encoding_ = Encoding::utf16;
    decode(all.substr(2));
  } else {
    encoding_ = Encoding::utf8;
    decode(all.starts_with("\xEF\xBB\xBF") ? all.substr(3) : all);
  }
}

void LdifParser::decode(std::string_view bytes) {
  if (encoding_ == Encoding::utf8) return take_utf8(bytes);
  decode_utf16(bytes);
}

void LdifParser::decode_utf16(std::string_view bytes) {
  decoded_.clear();
  std::size_t at = 0;
  if (!head_.empty() && !bytes.empty()) {
    append_code_unit(static_cast<unsigned char>(head_[0]) |
                     static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[0])) << 8U);
    head_.clear();
    at = 1;
  }
  for (; at + 1 < bytes.size(); at += 2) {
    append_code_unit(static_cast<unsigned char>(bytes[at]) |
                     static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8U);
  }
  if (at < bytes.size()) head_ = bytes.substr(at);
  take_utf8(decoded_);
}

void LdifParser::append_code_unit(std::uint32_t unit) {
  const bool high = unit >= 0xD800 && unit < 0xDC00;
  const bool low = unit >= 0xDC00 && unit < 0xE000;
  if (high_surrogate_ != 0) {
    const std::uint32_t first = std::exchange(high_surrogate_, 0);
    if (low) {
      append_utf8(decoded_, 0x10000 + ((first - 0xD800) << 10U) + (unit - 0xDC00));
      return;
    }
    append_utf8(decoded_, kReplacement);
  }
  if (high) {
    high_surrogate_ = unit;
  } else {
    append_utf8(decoded_, low ? kReplacement : unit);
  }
}

void LdifParser::take_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) {
      if (partial_.size() <= max_record_) partial_.append(bytes);
      return;
    }
    if (partial_.empty()) {
      physical_line(bytes.substr(0, end));
    } else {
      if (partial_.size() <= max_record_) partial_.append(bytes.substr(0, end));
      physical_line(partial_);
      partial_.clear();
    }
    bytes.remove_prefix(end + 1);
  }
}

void LdifParser::physical_line(std::string_view line) {
  ++line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with(' ')) {
    if (!has_logical_) {
      if (!in_record_) record_at_ = line_;
      in_record_ = true;
      trouble("a continued line follows nothing");
    } else if (logical_.size() + text_.size() > max_record_) {
      trouble("the record is longer than " + std::to_string(max_record_ >> 20U) + " MiB");
    } else {
      logical_.append(line.substr(1));
    }
    return;
  }
  logical_line();
  if (line.empty()) {
    end_record();
    return;
  }
  logical_.assign(line.substr(0, std::min(line.size(), max_record_ + 1)));
  has_logical_ = true;
  logical_at_ = line_;
}

void LdifParser::logical_line() {
  if (!std::exchange(has_logical_, false)) return;
  if (logical_.starts_with('#')) {
    comment(logical_);
  } else {
    attribute_line(logical_);
  }
}

/// ldapsearch ends each page with the number of its entries, and with the cookie of the next one,
/// empty at the end: the proofs that a file can carry.
void LdifParser::comment(std::string_view text) {
  constexpr std::string_view kCount = "# numEntries: ";
  constexpr std::string_view kPages = "# pagedresults: cookie=";
  if (text.starts_with(kPages)) {
    open_pages_ = core::without_outer_spaces(text.substr(kPages.size()));
  } else if (text.starts_with("# refldap")) {
    note_reference(text.substr(5));
  }
  if (!text.starts_with(kCount)) return;
  const auto count = core::number_in<std::size_t>(text.substr(kCount.size()));
  if (count) told_entries_ = told_entries_.value_or(0) + *count;
}

void LdifParser::note_reference(std::string_view url) {
  if (end_.references.size() >= kMostReferences) return;
  std::string text(core::without_outer_spaces(url));
  if (std::find(end_.references.begin(), end_.references.end(), text) == end_.references.end()) {
    end_.references.push_back(std::move(text));
  }
}

void LdifParser::trouble(std::string reason) {
  if (!trouble_.empty()) return;
  trouble_ = std::move(reason);
  trouble_at_ = has_logical_ ? logical_at_ : line_;
}

void LdifParser::unreadable_value(std::string_view name, std::string reason) {
  if (!matters_ || matters_(name.substr(0, name.find(';')))) return trouble(std::move(reason));
  const std::string shown = core::printable(name, 40);
  const auto known = end_.set_aside.find(shown);
  if (known != end_.set_aside.end()) {
    ++known->second;
  } else if (end_.set_aside.size() < kMostSetAside) {
    end_.set_aside.emplace(shown, 1);
  }
}

bool LdifParser::is_value_of_modify(std::string_view name, std::string_view line) {
  if (line == "-") {
    change_ = Change::modify;
    return false;
  }
  if (change_ == Change::adding) {
    if (same_name(name, added_)) return true;
    trouble(core::kept(core::ErrorCode{"ldif_is_a_change"}, {}));
    return false;
  }
  const auto colon = line.find(':');
  if (!same_name(name, "add") || colon == std::string_view::npos) {
    trouble(core::kept(core::ErrorCode{"ldif_is_a_change"}, {}));
    return false;
  }
  added_ = core::without_outer_spaces(line.substr(colon + 1));
  change_ = Change::adding;
  return false;
}

void LdifParser::attribute_line(std::string_view line) {
  const auto colon = line.find(':');
  const std::string_view name = line.substr(0, std::min(colon, line.size()));
  if (!in_record_) {
    in_record_ = true;
    is_header_ = true;
    record_at_ = logical_at_;
  }
  // Each page of a listing begins anew, and a part that is elsewhere has no entry.
  if (!has_dn_ && pieces_.empty() && colon != std::string_view::npos) {
    if (same_name(name, "version")) return;
    if (same_name(name, "ref")) return note_reference(line.substr(colon + 1));
  }
  if (std::exchange(is_header_, false)) record_at_ = logical_at_;
  if (!trouble_.empty()) return;
  if (text_.size() + line.size() > max_record_) {
    return trouble("the record is longer than " + std::to_string(max_record_ >> 20U) + " MiB");
  }
  if (change_ != Change::none && !is_value_of_modify(name, line)) return;
  if (line == "-") return trouble(core::kept(core::ErrorCode{"ldif_is_a_change"}, {}));
  if (colon == std::string_view::npos || colon == 0) {
    return trouble("line " + std::to_string(logical_at_) + " is no \"attribute: value\"");
  }
  if (!is_attribute_name(name.substr(0, name.find(';')))) {
    return unreadable_value(name, core::kept(core::ErrorCode{"ldif_name_unreadable"},
                                             {{"line", std::to_string(logical_at_)}}));
  }
  std::string_view value = line.substr(colon + 1);
  const bool encoded = value.starts_with(':');
  if (encoded) value.remove_prefix(1);
  if (!encoded && value.starts_with('<')) {
    return unreadable_value(name, "line " + std::to_string(logical_at_) +
                                      " points to another file, which is never read: export the "
                                      "value itself");
  }
  while (value.starts_with(' ')) value.remove_prefix(1);
  if (!encoded) return add_value(name, value);
  while (value.ends_with(' ')) value.remove_suffix(1);
  const auto decoded = core::from_base64(value);
  if (!decoded) {
    return unreadable_value(name, "line " + std::to_string(logical_at_) + " (" +
                                      core::printable(name, 40) + ") is not valid base64");
  }
  add_value(name, *decoded);
}

void LdifParser::add_value(std::string_view name, std::string_view value) {
  if (same_name(name, "dn")) {
    if (has_dn_) return trouble("two dn lines: an empty line is missing between two records");
    dn_ = value;
    has_dn_ = true;
    return;
  }
  if (same_name(name, "changetype")) {
    if (same_name(value, "modify") && has_dn_ && pieces_.empty()) {
      change_ = Change::modify;
    } else if (!same_name(value, "add")) {
      trouble(core::kept(core::ErrorCode{"ldif_is_a_change"}, {}));
    }
    return;
  }
  if (same_name(name, "control") && pieces_.empty()) return;
  const auto index = index_of(name);
  if (!index) return trouble("it has more than " + std::to_string(kMostNames) + " attributes");
  pieces_.push_back({*index, text_.size(), value.size()});
  text_.append(value);
}

std::optional<std::size_t> LdifParser::index_of(std::string_view name) {
  if (last_name_ < name_count_ && names_[last_name_] == name) return last_name_;
  for (std::size_t i = 0; i < name_count_; ++i) {
    if (same_name(names_[i], name)) return last_name_ = i;
  }
  if (name_count_ == kMostNames) return std::nullopt;
  if (name_count_ == names_.size()) names_.emplace_back();
  names_[name_count_] = name;
  return last_name_ = name_count_++;
}

void LdifParser::build_entry() {
  entry_.clear();
  entry_.dn = dn_;
  entry_.continues = change_ != Change::none;
  std::vector<std::uint32_t> next(name_count_ + 1, 0);
  for (const Piece& piece : pieces_) ++next[piece.name + 1];
  for (std::size_t i = 0; i < name_count_; ++i) {
    next[i + 1] += next[i];
    entry_.attributes.push_back({names_[i], next[i], next[i + 1]});
  }
  entry_.values.resize(pieces_.size());
  for (const Piece& piece : pieces_) {
    entry_.values[next[piece.name]++] = std::string_view(text_).substr(piece.begin, piece.size);
  }
}

/// "search: 2 / result: 4 Size limit exceeded", as ldapsearch closes a listing or one of its pages.
void LdifParser::note_result() {
  constexpr std::string_view kPages = "cookie=";
  const std::string_view pages = entry_.first("pagedresults");
  if (pages.starts_with(kPages)) open_pages_ = pages.substr(kPages.size());
  const std::string_view result = entry_.first("result");
  if (result.starts_with("0 ") || result == "0") return;
  end_.incomplete =
      "the search that wrote the file ended with \"" + core::printable(result, 80) + "\"";
}

void LdifParser::end_record() {
  if (!std::exchange(in_record_, false)) return;
  if (std::exchange(is_header_, false) && trouble_.empty()) return;
  build_entry();
  const bool listing_end = !has_dn_ && trouble_.empty() && !entry_.first("result").empty() &&
                           !entry_.first("search").empty();
  if (listing_end) {
    note_result();
  } else {
    if (!has_dn_) trouble("it has no dn");
    if (trouble_.empty()) {
      if (!entry_.continues) ++end_.records;
      on_record_(entry_, record_at_);
    } else {
      ++end_.troubles;
      on_trouble_(entry_, record_at_, trouble_);
    }
  }
  trouble_.clear();
  dn_.clear();
  has_dn_ = false;
  change_ = Change::none;
  text_.clear();
  pieces_.clear();
  name_count_ = 0;
  last_name_ = 0;
}

LdifEnd LdifParser::finish() {
  if (encoding_ == Encoding::unknown) {
    encoding_ = Encoding::utf8;
    take_utf8(std::exchange(head_, {}));
  }
  const bool cut_line = !partial_.empty() || !head_.empty() || high_surrogate_ != 0;
  if (cut_line) {
    physical_line(std::exchange(partial_, {}));
    logical_line();
    if (in_record_) trouble("the file ends in the middle of this record");
    end_.incomplete = "the file ends in the middle of line " + std::to_string(line_);
  } else {
    logical_line();
    if (in_record_) {
      end_.incomplete = "no empty line closes the last record, which begins in line " +
                        std::to_string(record_at_) +
                        ": the file may have been cut (if it was not, add an empty line)";
    }
  }
  end_record();
  if (end_.incomplete.empty() && !open_pages_.empty()) {
    end_.incomplete = core::kept(core::ErrorCode{"ldif_pages_go_on"}, {});
  }
  if (told_entries_ && *told_entries_ != end_.records + end_.troubles) {
    end_.incomplete = "it says that it holds " + std::to_string(*told_entries_) +
                      " entries, but holds " + std::to_string(end_.records + end_.troubles);
  }
  end_.line = line_;
  return end_;
}

LdifEnd parse_ldif_records(std::string_view bytes, const OnLdifRecord& on_record,
                           const OnLdifTrouble& on_trouble) {
  LdifParser parser(on_record, on_trouble);
  parser.feed(bytes);
  return parser.finish();
}

}  // namespace rettesnor::connectors
