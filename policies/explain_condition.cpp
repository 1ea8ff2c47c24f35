// Walks a condition and joins its phrases from the catalogue.
#include "policies/explain_condition.h"

#include <string_view>
#include <vector>

#include "core/text.h"
#include "words/fill.h"
#include "words/members.h"

namespace rettesnor::policies {
namespace {

using Op = Condition::Op;
using words::Language;
using words::Word;

/// The row that says a leaf with its values; nothing for classes of people, which say themselves.
Word phrase_of(Op op) {
  switch (op) {
    case Op::unit:
      return Word::condition_unit;
    case Op::unit_under:
      return Word::condition_unit_under;
    case Op::title:
      return Word::condition_title;
    case Op::function:
      return Word::condition_function;
    case Op::body:
      return Word::condition_body;
    case Op::vendor:
      return Word::condition_vendor;
    case Op::leads_unit:
      return Word::condition_leads_unit;
    default:
      return Word::nothing;
  }
}

class Explainer {
 public:
  Explainer(Language language, const NameOf& name_of) : language_(language), name_of_(name_of) {}

  std::string say(const Condition& c) const {
    switch (c.op) {
      case Op::all:
        return c.children.empty() ? text(Word::condition_everybody)
                                  : joined(c.children, Word::condition_and);
      case Op::any:
        if (c.children.empty()) return text(Word::condition_nobody);
        if (c.children.size() == 1) return say(c.children[0]);
        return text(Word::condition_either, joined(c.children, Word::condition_or));
      case Op::none_of: {
        std::string out;
        for (const auto& child : c.children) {
          out = joined(std::move(out), text(Word::condition_not, bracketed(child)),
                       Word::condition_and);
        }
        return out.empty() ? text(Word::condition_everybody) : out;
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

  std::string text(Word word, std::string_view what = {}) const {
    return words::say(language_, word, {{"what", what}});
  }
  std::string joined(std::string first, const std::string& second, Word joint) const {
    if (first.empty()) return second;
    return words::say(language_, joint, {{"first", first}, {"second", second}});
  }
  std::string joined(const std::vector<Condition>& children, Word joint) const {
    if (children.size() == 1) return say(children[0]);
    std::string out;
    for (const auto& child : children) {
      const bool plain_not = child.op == Op::none_of && child.children.size() == 1;
      out = joined(std::move(out), plain_not ? say(child) : bracketed(child), joint);
    }
    return out;
  }

  std::string leaf(const Condition& c) const {
    std::string values;
    for (const auto& value : c.values) {
      values = joined(std::move(values), value_word(c.op, value), Word::condition_or);
    }
    const Word phrase = phrase_of(c.op);
    return phrase == Word::nothing ? values : text(phrase, values);
  }

  std::string value_word(Op op, const std::string& value) const {
    if (op == Op::subject_class) {
      const Word known = words::named("condition_class", value);
      return known == Word::nothing ? value : text(known);
    }
    if (op == Op::leads_unit && value == "*") return text(Word::condition_any_unit);
    return core::printable(name_of_ ? name_of_(op, value) : value, 80);
  }

  Language language_;
  const NameOf& name_of_;
};

}  // namespace

std::string explain_condition(const Condition& condition, Language language,
                              const NameOf& name_of) {
  return words::with_capital(Explainer(language, name_of).say(condition)) + ".";
}

}  // namespace rettesnor::policies
