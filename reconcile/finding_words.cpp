// Shows a finding as a sentence: fills in values, chooses words, and translates closed vocabulary.
#include "reconcile/finding_words.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "reconcile/finding_sentences.h"

namespace rettesnor::reconcile {
namespace {

/// Values that belong to a closed vocabulary, in both languages.
struct Term {
  std::string_view placeholder;
  std::string_view value;
  std::string_view danish;
  std::string_view english;
};

constexpr Term kTerms[] = {
    {"felt", "department", "afdeling", "department"},
    {"felt", "description", "beskrivelse", "description"},
    {"felt", "distinguished_name", "placering i kataloget", "distinguished name"},
    {"felt", "employee_no", "tjenestenummer", "employee number"},
    {"felt", "family_name", "efternavn", "family name"},
    {"felt", "function", "funktion", "function"},
    {"felt", "given_name", "fornavn", "given name"},
    {"felt", "last_used_record", "seneste brug", "last use"},
    {"felt", "login", "brugernavn", "login"},
    {"felt", "mail", "mailadresse", "mail address"},
    {"felt", "name", "navn", "name"},
    {"felt", "scope_tasks", "opgaver", "tasks"},
    {"felt", "title", "stilling", "title"},
    {"felt", "upn", "brugernavn (UPN)", "user principal name"},
    {"grund", "egen leder er på listen", "egen leder er på listen", "own manager is in the list"},
    {"grund", "fratrådt", "fratrådt", "has left"},
    {"grund", "har ikke rettigheden", "har ikke rettigheden", "does not hold the right"},
    {"grund", "ikke logget på", "ikke logget på", "has not signed in"},
    {"grund", "ingen aktiv konto", "ingen aktiv konto", "no enabled account"},
    {"grund", "lederen er fratrådt", "lederen er fratrådt", "the manager has left"},
    {"grund", "orlov", "orlov", "on leave"},
    {"grund", "ukendt årsag", "ukendt årsag", "unknown cause"},
    {"grund", "uden aftale på dagen", "uden aftale på dagen", "not arranged on that day"},
    {"grund", "ukendt person", "ukendt person", "unknown person"},
    {"kategori", "other_network_user", "anden netbruger", "other network user"},
    {"kategori", "employee", "ansat", "employee"},
    {"kategori", "council_member", "byrådsmedlem", "council member"},
    {"kategori", "other_elected", "anden folkevalgt", "other elected member"},
    {"kategori", "vendor", "leverandør", "vendor"},
    {"kategori", "partner", "samarbejdspartner", "partner"},
    {"klasse", "FORTROLIG", "fortrolig", "confidential"},
    {"klasse", "FØLSOM", "følsom", "special-category"},
    {"klasse", "INTERN", "intern", "internal"},
    {"q", "ingen", "ingen", "nobody"},
    {"rolle", "attesteringsadministrator", "attesteringsadministrator", "review administrator"},
    {"rolle", "databeskyttelsesraadgiver", "databeskyttelsesrådgiver", "data protection officer"},
    {"rolle", "informationssikkerhedsleder", "informationssikkerhedsleder",
     "chief information security officer"},
    {"rolle", "it-revisor", "it-revisor", "IT auditor"},
};

/// "1.234" → "1,234"; anything else stays as it is.
std::string english_number(std::string value) {
  const std::size_t first = value.find('.');
  if (first == std::string::npos || first == 0 || first > 3) return value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool is_separator = i >= first && (i - first) % 4 == 0;
    if (is_separator ? value[i] != '.' : (value[i] < '0' || value[i] > '9')) return value;
  }
  if ((value.size() - first) % 4 != 0) return value;
  std::replace(value.begin(), value.end(), '.', ',');
  return value;
}

/// The templates' reader: one walk over the text, with the finding's values at hand.
class Speaker {
 public:
  Speaker(const core::Finding& finding, Language language)
      : finding_(finding), language_(language) {}

  std::string say(std::string_view text) const {
    std::string out;
    while (!text.empty()) {
      const std::size_t at = text.find_first_of("{[");
      out += text.substr(0, at);
      if (at == std::string_view::npos) break;
      const char close = text[at] == '{' ? '}' : ']';
      const std::size_t end = text.find(close, at);
      const std::string_view inner = text.substr(at + 1, end - at - 1);
      out += close == '}' ? word(inner) : choice(inner);
      text.remove_prefix(end + 1);
    }
    return out;
  }

 private:
  std::optional<std::string> value(std::string_view name) const {
    const auto found = finding_.values.find(std::string(name));
    if (found == finding_.values.end() || found->second.empty()) return std::nullopt;
    for (const Term& term : kTerms) {
      if (term.placeholder == name && term.value == found->second) {
        return std::string(language_ == Language::danish ? term.danish : term.english);
      }
    }
    std::string shown = core::printable(found->second);
    const bool is_number = name == "n" || name == "m" || name == "t";
    return is_number && language_ == Language::english ? english_number(std::move(shown)) : shown;
  }

  std::string word(std::string_view inner) const {
    if (inner.starts_with('?')) return {};
    if (inner.ends_with("'s")) return genitive(inner.substr(0, inner.size() - 2));
    const std::size_t bar = inner.find('|');
    if (bar == std::string_view::npos) return value(inner).value_or("?");
    const std::size_t second = inner.find('|', bar + 1);
    const bool is_one = value(inner.substr(0, bar)) == "1";
    return std::string(is_one ? inner.substr(bar + 1, second - bar - 1) : inner.substr(second + 1));
  }

  std::string genitive(std::string_view name) const {
    std::string shown = value(name).value_or("?");
    if (language_ == Language::english) return shown + "'s";
    constexpr std::string_view kHissing = "sxzSXZ";
    const bool ends_hissing =
        !shown.empty() && kHissing.find(shown.back()) != std::string_view::npos;
    return shown + (ends_hissing ? "'" : "s");
  }

  /// The first of the parts between top-level bars of which every value is there.
  std::string choice(std::string_view inner) const {
    while (true) {
      const std::size_t bar = top_level_bar(inner);
      const std::string_view part = inner.substr(0, bar);
      if (has_all_values(part)) return say(part);
      if (bar == std::string_view::npos) return {};
      inner.remove_prefix(bar + 1);
    }
  }

  static std::size_t top_level_bar(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '{') ++depth;
      if (text[i] == '}') --depth;
      if (text[i] == '|' && depth == 0) return i;
    }
    return std::string_view::npos;
  }

  bool has_all_values(std::string_view part) const {
    for (std::size_t at = part.find('{'); at != std::string_view::npos;
         at = part.find('{', at + 1)) {
      std::string_view name = part.substr(at + 1);
      if (name.starts_with('?')) name.remove_prefix(1);
      if (!value(name.substr(0, name.find_first_of("}|'")))) return false;
    }
    return true;
  }

  const core::Finding& finding_;
  Language language_;
};

}  // namespace

std::span<const FindingWords> all_finding_words() {
  return finding_sentences();
}

const FindingWords* words_of(std::string_view code) {
  for (const FindingWords& words : finding_sentences()) {
    if (words.code == code) return &words;
  }
  return nullptr;
}

std::string sentence(const core::Finding& finding, Language language) {
  const FindingWords* const words = words_of(finding.code);
  if (words == nullptr) return core::printable(finding.code);
  return Speaker(finding, language)
      .say(language == Language::danish ? words->danish : words->english);
}

}  // namespace rettesnor::reconcile
