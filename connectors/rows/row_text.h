// The text of a cell: what of it was only meant for a screen, and what makes two keys equal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rettesnor::connectors {

enum class CellUse : std::uint8_t {
  text,      ///< prose: only what stands around it is cut off
  identity,  ///< names something: keys, references, numbers, logins, mail addresses
};

struct CellText {
  enum class State : std::uint8_t { as_it_stood, cleaned, unreadable } state;
  std::string_view text;  ///< lives until the next cell; empty when unreadable
};

/// Cuts off blanks of every kind, and makes one spelling of what identifies: no zero-width
/// characters, single plain blanks, NFC, without the apostrophe or `="…"` by which spreadsheets
/// mark a text. `cleaned` when more than plain blanks around it changed. Unreadable: NUL, control
/// characters of C1, bytes that are no UTF-8, U+FFFD.
class CellCleaner {
 public:
  CellText clean(std::string_view cell, CellUse use);

 private:
  std::string scratch_;
};

enum class KeyCase : std::uint8_t { folded, exact };

/// What two spellings of one key have in common. `text` is a cleaned identity.
void append_folded(std::string& out, std::string_view text, KeyCase key_case);

/// A value in quotation marks, safe in a message and cut when it is long; of a CPR number only
/// that it is one.
std::string in_quotes(std::string_view text);

}  // namespace rettesnor::connectors
