// Fills templates with mustache, after looking that nothing which they ask for is missing.
#include "web/parts/render.h"

#include <algorithm>
#include <deque>
#include <kainjow/mustache.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "core/text.h"

namespace rettesnor::embedded {
std::vector<std::pair<std::string_view, std::string_view>> web_templates();
}  // namespace rettesnor::embedded

namespace rettesnor::web {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

std::string_view text_of(std::string_view name) {
  for (const auto& [file, text] : embedded::web_templates()) {
    if (file.size() == name.size() + 5 && file.starts_with(name) && file.ends_with(".html")) {
      return text;
    }
  }
  return {};
}

/// The template's text with each {{>partial}} put in its place.
std::string with_partials(std::string_view name, int depth = 0) {
  std::string out;
  std::string_view rest = text_of(name);
  if (rest.empty() || depth > 8) return "⟦" + std::string(name) + "⟧";
  for (std::size_t open = 0; (open = rest.find("{{>")) != std::string_view::npos;) {
    const std::size_t close = rest.find("}}", open);
    if (close == std::string_view::npos) break;
    out += rest.substr(0, open);
    out += with_partials(rest.substr(open + 3, close - open - 3), depth + 1);
    rest.remove_prefix(close + 2);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
  }
  return out += rest;
}

/// `{{t.word}}` becomes the word: it is the same for every view.
std::string with_words(std::string_view rest, Language language) {
  std::string out;
  for (std::size_t open = 0; (open = rest.find("{{t.")) != std::string_view::npos;) {
    const std::size_t close = rest.find("}}", open);
    if (close == std::string_view::npos) break;
    const std::string_view name = rest.substr(open + 4, close - open - 4);
    const std::optional<Word> word = word_named(name);
    out += rest.substr(0, open);
    out += word ? kainjow::mustache::html_escape<std::string>(std::string(say(language, *word)))
                : "⟦t." + std::string(name) + "⟧";
    rest.remove_prefix(close + 2);
  }
  return out += rest;
}

/// Parsed once for each language; filling one only reads it, from any thread.
mustache& parsed(std::string_view name, Language language) {
  static std::mutex guard;
  static std::map<std::pair<std::string, Language>, std::unique_ptr<mustache>> kept;
  const std::lock_guard lock(guard);
  auto& one = kept[{std::string(name), language}];
  if (!one) one = std::make_unique<mustache>(with_words(with_partials(name), language));
  return *one;
}

/// Shows the library a view as it stands, and remembers what was asked for and is not in it.
class Reading : public kainjow::mustache::basic_context<std::string> {
 public:
  explicit Reading(const View& view) : around_{&view} {}

  void push(const data* section) override {
    const auto row = rows_.find(section);
    around_.push_back(row == rows_.end() ? nullptr : row->second);
  }
  void pop() override { around_.pop_back(); }
  const data* get(const std::string& name) const override {
    for (auto view = around_.rbegin(); view != around_.rend(); ++view) {
      if (!*view) continue;  // a section that only asks whether
      const auto found = (*view)->values().find(name);
      if (found != (*view)->values().end()) return shown(found->second);
    }
    if (std::ranges::find(missing_, name) == missing_.end()) missing_.push_back(name);
    return nullptr;
  }
  const data* get_partial(const std::string&) const override { return nullptr; }

  const std::vector<std::string>& missing() const { return missing_; }

 private:
  const data* shown(const View::Value& value) const {
    if (const auto* on = std::get_if<bool>(&value)) return *on ? &yes_ : &no_;
    if (const auto* text = std::get_if<std::string>(&value)) {
      // An empty text is no reason to open a section.
      return text->empty() ? &no_ : &held_.emplace_back(*text);
    }
    const auto& views = std::get<std::vector<View>>(value);
    const data& list =
        held_.emplace_back(kainjow::mustache::basic_list<std::string>(views.size(), data{true}));
    for (std::size_t i = 0; i < views.size(); ++i) rows_[&list.list_value()[i]] = &views[i];
    return &list;
  }

  std::vector<const View*> around_;
  const data yes_{true};
  const data no_{false};
  mutable std::deque<data> held_;  // what was handed out stays where it is
  mutable std::unordered_map<const data*, const View*> rows_;
  mutable std::vector<std::string> missing_;
};

struct Written {
  std::string text;
  Written& operator<<(const std::string& more) {
    text += more;
    return *this;
  }
};

}  // namespace

View& View::text(const std::string& key, std::string_view foreign, std::size_t max_chars) {
  values_[key] = core::printable(foreign, max_chars);
  return *this;
}

View& View::exact(const std::string& key, std::string_view value) {
  values_[key] = core::to_valid_utf8(value);
  return *this;
}

View& View::number(const std::string& key, std::int64_t value) {
  values_[key] = std::to_string(value);
  return *this;
}

View& View::flag(const std::string& key, bool on) {
  values_[key] = on;
  return *this;
}

View& View::list(const std::string& key, std::vector<View> views) {
  values_[key] = std::move(views);
  return *this;
}

View& View::markup(const std::string& key, std::string html) {
  values_[key] = std::move(html);
  return *this;
}

View& View::merge(View&& other) {
  for (auto& [key, value] : other.values_) values_[key] = std::move(value);
  return *this;
}

std::string View::shown(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) return {};
  const auto* text = std::get_if<std::string>(&found->second);
  return text ? *text : std::string();
}

std::string render(std::string_view template_name, const View& view, Language language) {
  Reading reading(view);
  Written out;
  parsed(template_name, language).render(reading, out);
  for (const std::string& key : reading.missing()) out.text += "⟦" + key + "⟧";
  return std::move(out.text);
}

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const auto& [file, text] : embedded::web_templates()) {
    if (file.ends_with(".html")) names.emplace_back(file.substr(0, file.size() - 5));
  }
  return names;
}

}  // namespace rettesnor::web
