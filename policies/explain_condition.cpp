// Phrases for the leaves, joined by "og", "eller" and "men ikke".
#include "policies/explain_condition.h"

#include <vector>

#include "core/text.h"
#include "words/fill.h"

namespace rettesnor::policies {
namespace {

using Op = Condition::Op;

struct Conjunctions {
  std::string_view all_join;
  std::string_view any_join;
  std::string_view either;
  std::string_view not_word;
  std::string_view everybody;
  std::string_view nobody;
};

const Conjunctions& words_of(Tongue tongue) {
  static constexpr Conjunctions kDanish{" og ", " eller ", "enten ", "ikke ", "alle", "ingen"};
  static constexpr Conjunctions kEnglish{" and ", " or ", "either ", "not ", "everybody", "nobody"};
  return tongue == Tongue::danish ? kDanish : kEnglish;
}

std::string_view class_word(std::string_view name, Tongue tongue) {
  struct Row {
    SubjectClass subject_class;
    std::string_view danish;
    std::string_view english;
  };
  static constexpr Row kRows[] = {
      {SubjectClass::employee, "ansat", "an employee"},
      {SubjectClass::council_member, "byrådsmedlem", "a council member"},
      {SubjectClass::other_elected, "anden folkevalgt", "another elected representative"},
      {SubjectClass::partner, "samarbejdspartner", "a partner"},
      {SubjectClass::vendor, "leverandør", "a supplier"},
      {SubjectClass::other_network_user, "anden netbruger", "another network user"}};
  for (const auto& row : kRows) {
    if (policies::name_of(row.subject_class) == name) {
      return tongue == Tongue::danish ? row.danish : row.english;
    }
  }
  return name;
}

struct Phrase {
  std::string_view before;
  std::string_view after;
};

Phrase phrase_of(Op op, Tongue tongue) {
  const bool danish = tongue == Tongue::danish;
  switch (op) {
    case Op::unit:
      return danish ? Phrase{"ansat i ", ""} : Phrase{"employed in ", ""};
    case Op::unit_under:
      return danish ? Phrase{"ansat i eller under ", ""} : Phrase{"employed in or below ", ""};
    case Op::title:
      return danish ? Phrase{"med stillingen ", ""} : Phrase{"with the title ", ""};
    case Op::function:
      return danish ? Phrase{"med funktionen ", ""} : Phrase{"with the function ", ""};
    case Op::subject_class:
      return {"", ""};
    case Op::body:
      return danish ? Phrase{"medlem af ", ""} : Phrase{"a member of ", ""};
    case Op::vendor:
      return danish ? Phrase{"arbejder for ", ""} : Phrase{"works for ", ""};
    case Op::leads_unit:
      return danish ? Phrase{"leder af ", ""} : Phrase{"the leader of ", ""};
    case Op::all:
    case Op::any:
    case Op::none_of:
      break;
  }
  return {"", ""};
}

class Explainer {
 public:
  Explainer(Tongue tongue, const NameOf& name_of)
      : tongue_(tongue), words_(words_of(tongue)), name_of_(name_of) {}

  std::string say(const Condition& c) const {
    switch (c.op) {
      case Op::all:
        return c.children.empty() ? std::string(words_.everybody)
                                  : joined(c.children, words_.all_join);
      case Op::any:
        if (c.children.empty()) return std::string(words_.nobody);
        if (c.children.size() == 1) return say(c.children[0]);
        return std::string(words_.either) + joined(c.children, words_.any_join);
      case Op::none_of: {
        std::string out;
        for (const auto& child : c.children) {
          out += (out.empty() ? "" : std::string(words_.all_join)) + std::string(words_.not_word) +
                 bracketed(child);
        }
        return out.empty() ? std::string(words_.everybody) : out;
      }
      default:
        return leaf(c);
    }
  }

 private:
  static bool is_compound(const Condition& c) {
    const bool branch = c.op == Op::all || c.op == Op::any || c.op == Op::none_of;
    return branch &&
           (c.children.size() > 1 ||
            (c.children.size() == 1 && (c.op == Op::none_of || is_compound(c.children[0]))));
  }
  /// Brackets keep "a and (b or c)" apart from "(a and b) or c".
  std::string bracketed(const Condition& c) const {
    return is_compound(c) ? "(" + say(c) + ")" : say(c);
  }

  std::string joined(const std::vector<Condition>& children, std::string_view joint) const {
    if (children.size() == 1) return say(children[0]);
    std::string out;
    for (const auto& child : children) {
      const bool plain_not = child.op == Op::none_of && child.children.size() == 1;
      out += (out.empty() ? "" : std::string(joint)) + (plain_not ? say(child) : bracketed(child));
    }
    return out;
  }

  std::string leaf(const Condition& c) const {
    std::string values;
    for (const auto& value : c.values) {
      values += (values.empty() ? "" : std::string(words_.any_join)) + value_word(c.op, value);
    }
    const Phrase phrase = phrase_of(c.op, tongue_);
    return std::string(phrase.before) + values + std::string(phrase.after);
  }

  std::string value_word(Op op, const std::string& value) const {
    if (op == Op::subject_class) return std::string(class_word(value, tongue_));
    if (op == Op::leads_unit && value == "*") {
      return tongue_ == Tongue::danish ? "en enhed" : "a unit";
    }
    return core::printable(name_of_ ? name_of_(op, value) : value, 80);
  }

  Tongue tongue_;
  const Conjunctions& words_;
  const NameOf& name_of_;
};

}  // namespace

std::string explain_condition(const Condition& condition, Tongue tongue, const NameOf& name_of) {
  return words::with_capital(Explainer(tongue, name_of).say(condition)) + ".";
}

}  // namespace rettesnor::policies
