// Fills a template of web/templates with a view; everything is escaped unless it is markup of ours.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "web/parts/words.h"

namespace rettesnor::web {

/// What one template may show. Keys are [a-z_]+; a template that asks for a key that is not here
/// shows "⟦key⟧" where it is filled, which no test lets pass.
class View {
 public:
  /// Text from outside: control and bidi characters become visible, the rest is cut with "…".
  View& text(const std::string& key, std::string_view foreign, std::size_t max_chars = 200);
  /// A sentence of ours, or an address built by web/parts/addresses.h; also a key that a form sends
  /// back.
  View& exact(const std::string& key, std::string_view value);
  View& number(const std::string& key, std::int64_t value);
  View& flag(const std::string& key, bool on);
  View& list(const std::string& key, std::vector<View> views);
  /// What render() returned: the only thing that is not escaped.
  View& markup(const std::string& key, std::string html);
  /// Takes over what `other` holds.
  View& merge(View&& other);

  /// A text that is in the view; empty when there is none.
  std::string shown(const std::string& key) const;

  using Value = std::variant<std::string, bool, std::vector<View>>;
  const std::map<std::string, Value>& values() const { return values_; }

 private:
  std::map<std::string, Value> values_;
};

/// The template with its partials (`{{>name}}`) and its words (`{{t.word}}`).
std::string render(std::string_view template_name, const View& view, Language language);

/// Names of all templates.
std::vector<std::string> template_names();

}  // namespace rettesnor::web
