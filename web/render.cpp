// Fills templates with mustache, after looking that nothing which they ask for is missing.
#include "web/render.h"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <optional>
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

struct Tag {
  char kind = ' ';  ///< '#', '^', '/', or ' ' for a variable
  std::string_view name;
};

/// Takes the next tag from the front of `rest`.
std::optional<Tag> next_tag(std::string_view& rest) {
  const std::size_t open = rest.find("{{");
  if (open == std::string_view::npos) return std::nullopt;
  rest.remove_prefix(open + 2);
  const bool plain = rest.starts_with('{');
  const std::size_t close = rest.find("}}");
  if (close == std::string_view::npos) return std::nullopt;
  std::string_view inside = rest.substr(plain ? 1 : 0, close - (plain ? 1 : 0));
  rest.remove_prefix(close + (plain ? 3 : 2));
  if (inside.empty()) return std::nullopt;
  if (const char kind = inside.front(); kind == '#' || kind == '^' || kind == '/') {
    return Tag{kind, inside.substr(1)};
  }
  return Tag{' ', inside};
}

const View::Value* look_up(const std::vector<const View*>& around, std::string_view name) {
  for (auto view = around.rbegin(); view != around.rend(); ++view) {
    const auto found = (*view)->values().find(std::string(name));
    if (found != (*view)->values().end()) return &found->second;
  }
  return nullptr;
}

void note(std::vector<std::string>& missing, std::string_view name) {
  if (std::ranges::find(missing, name) == missing.end()) missing.emplace_back(name);
}

/// Text between a section's opening tag (already taken) and its end; `rest` goes behind the end.
std::string_view section_of(std::string_view& rest) {
  const std::string_view begin = rest;
  int depth = 1;
  std::string_view before = rest;
  while (const std::optional<Tag> tag = next_tag(rest)) {
    if (tag->kind == '#' || tag->kind == '^') ++depth;
    if (tag->kind == '/' && --depth == 0) break;
    before = rest;
  }
  return begin.substr(0, begin.size() - before.size());
}

void look_through(std::string_view text, std::vector<const View*>& around,
                  std::vector<std::string>& missing) {
  while (const std::optional<Tag> tag = next_tag(text)) {
    if (tag->kind == '/') continue;
    if (tag->name.starts_with("t.")) {
      if (!word_named(tag->name.substr(2))) note(missing, tag->name);
      continue;
    }
    const View::Value* value = look_up(around, tag->name);
    if (!value) note(missing, tag->name);
    if (tag->kind == ' ') continue;
    const std::string_view inside = section_of(text);
    if (!value || tag->kind == '^') {
      if (value) look_through(inside, around, missing);
      continue;
    }
    if (const auto* list = std::get_if<std::vector<View>>(value)) {
      for (const View& each : *list) {
        around.push_back(&each);
        look_through(inside, around, missing);
        around.pop_back();
      }
    } else if (const auto* on = std::get_if<bool>(value); !on || *on) {
      look_through(inside, around, missing);
    }
  }
}

std::vector<std::string> missing_in(std::string_view text, const View& view) {
  std::vector<const View*> around{&view};
  std::vector<std::string> missing;
  look_through(text, around, missing);
  return missing;
}

data data_of(const View& view) {
  data out{data::type::object};
  for (const auto& [key, value] : view.values()) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      // An empty text is no reason to open a section.
      if (text->empty()) {
        out.set(key, data{false});
      } else {
        out.set(key, *text);
      }
    } else if (const auto* on = std::get_if<bool>(&value)) {
      out.set(key, data{*on});
    } else {
      data list{data::type::list};
      for (const View& each : std::get<std::vector<View>>(value)) list.push_back(data_of(each));
      out.set(key, list);
    }
  }
  return out;
}

data words_of(std::string_view text, Language language) {
  data words{data::type::object};
  while (const std::optional<Tag> tag = next_tag(text)) {
    if (!tag->name.starts_with("t.")) continue;
    const std::string name(tag->name.substr(2));
    if (const std::optional<Word> word = word_named(name)) words.set(name, say(language, *word));
  }
  return words;
}

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
  const std::string text = with_partials(template_name);
  mustache filled(text);
  data all = data_of(view);
  all.set("t", words_of(text, language));
  std::string out = filled.render(all);
  for (const std::string& key : missing_in(text, view)) out += "⟦" + key + "⟧";
  return out;
}

std::vector<std::string> missing_keys(std::string_view template_name, const View& view) {
  return missing_in(with_partials(template_name), view);
}

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const auto& [file, text] : embedded::web_templates()) {
    if (file.ends_with(".html")) names.emplace_back(file.substr(0, file.size() - 5));
  }
  return names;
}

}  // namespace rettesnor::web
