// Fills in values, chooses words by number, and leaves out what has no value: one walk over a text.
#include "words/fill.h"

namespace rettesnor::words {
namespace {

/// The first bar that no brace or bracket holds.
std::size_t outer_bar(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' || text[i] == '[') ++depth;
    if (text[i] == '}' || text[i] == ']') --depth;
    if (text[i] == '|' && depth == 0) return i;
  }
  return std::string_view::npos;
}

class Filler {
 public:
  Filler(Language language, const ValueOf& value_of, Missing missing)
      : language_(language), value_of_(value_of), missing_(missing) {}

  std::string filled(std::string_view text) const {
    std::string out;
    while (!text.empty()) {
      const std::size_t at = text.find_first_of("{[");
      out += text.substr(0, at);
      if (at == std::string_view::npos) break;
      const std::size_t end = text.find(text[at] == '{' ? '}' : ']', at);
      if (end == std::string_view::npos) return out.append(text.substr(at));
      const std::string_view whole = text.substr(at, end - at + 1);
      const std::string_view inner = whole.substr(1, whole.size() - 2);
      if (whole.front() == '{') {
        out += word(inner);
      } else if (inner.find('{') == std::string_view::npos) {
        out += whole;
      } else {
        out += choice(inner);
      }
      text.remove_prefix(end + 1);
    }
    return out;
  }

 private:
  std::string value_or_mark(std::string_view name, std::string_view written) const {
    if (auto found = value_of_(name)) return *std::move(found);
    if (!missing_.mark.empty()) return std::string(missing_.mark);
    return "{" + std::string(written) + "}";
  }

  std::string word(std::string_view inner) const {
    if (inner.starts_with('?')) return {};
    if (inner.ends_with("'s")) return genitive(inner);
    const std::size_t bar = inner.find('|');
    if (bar == std::string_view::npos) return value_or_mark(inner, inner);
    const bool is_one = value_of_(inner.substr(0, bar)) == "1";
    return std::string(form_for(inner.substr(bar + 1), is_one ? 1 : 2));
  }

  std::string genitive(std::string_view inner) const {
    const std::string shown = value_or_mark(inner.substr(0, inner.size() - 2), inner);
    if (language_ == Language::english) return shown + "'s";
    constexpr std::string_view kHissing = "sxzSXZ";
    const bool is_hissing = !shown.empty() && kHissing.find(shown.back()) != std::string_view::npos;
    return shown + (is_hissing ? "'" : "s");
  }

  /// The first of the parts between outer bars of which every value is there.
  std::string choice(std::string_view inner) const {
    while (true) {
      const std::size_t bar = outer_bar(inner);
      const std::string_view part = inner.substr(0, bar);
      if (has_all_values(part)) return filled(part);
      if (bar == std::string_view::npos) return {};
      inner.remove_prefix(bar + 1);
    }
  }

  bool has_all_values(std::string_view part) const {
    for (std::size_t at = part.find('{'); at != std::string_view::npos;
         at = part.find('{', at + 1)) {
      std::string_view name = part.substr(at + 1);
      if (name.starts_with('?')) name.remove_prefix(1);
      if (!value_of_(name.substr(0, name.find_first_of("}|'")))) return false;
    }
    return true;
  }

  Language language_;
  const ValueOf& value_of_;
  Missing missing_;
};

}  // namespace

std::string fill(std::string_view sentence, Language language, const ValueOf& value_of,
                 Missing missing) {
  return Filler(language, value_of, missing).filled(sentence);
}

std::string_view form_for(std::string_view sentence, std::int64_t n) {
  const std::size_t bar = outer_bar(sentence);
  if (bar == std::string_view::npos) return sentence;
  return n == 1 ? sentence.substr(0, bar) : sentence.substr(bar + 1);
}

std::string with_capital(std::string text) {
  if (text.empty()) return text;
  if (text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  } else if (text.starts_with("\xC3") && text.size() > 1 &&
             static_cast<unsigned char>(text[1]) >= 0xA0) {
    text[1] = static_cast<char>(static_cast<unsigned char>(text[1]) - 0x20U);
  }
  return text;
}

}  // namespace rettesnor::words
