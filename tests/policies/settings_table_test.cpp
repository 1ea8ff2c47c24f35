// What is made of the table of settings: the schema for editors and the tables in docs/.
#include "policies/settings_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "policies/settings_schema.h"
#include "tests/support/golden.h"
#include "tests/support/places.h"
#include "tests/support/scratch.h"

namespace rettesnor::policies {
namespace {

using Holds = Setting::Holds;

enum class Language { danish, english };

/// `table` and all that lie in it.
void gather(const SettingTable& table, std::vector<const SettingTable*>& out) {
  if (std::ranges::find(out, &table) != out.end()) return;
  out.push_back(&table);
  for (const SettingTable* part : table.parts) gather(*part, out);
  for (const Setting& row : table.rows) {
    if (row.inner != nullptr) gather(*row.inner, out);
  }
}

std::vector<const SettingTable*> all_tables() {
  std::vector<const SettingTable*> out;
  gather(kSettings, out);
  for (const SettingTable* kind : kTablesOfKinds) gather(*kind, out);
  return out;
}

/// The tables that docs/ shows, each in both languages: inner ones stand in that of the outer one.
constexpr const SettingTable* kShown[] = {
    &kMunicipality, &kSchedule, &kMail,       &kOrders, &kSignIn, &kCampaign, &kSource,
    &kDirectory,    &kServer,   &kLdapWriter, &kWriter, &kExport, &kCsv};

class DocsTable {
 public:
  explicit DocsTable(Language language) : danish_(language == Language::danish) {}

  std::string of(const SettingTable& table) {
    out_ = danish_ ? "| nøgle | hvad | ellers | betydning |\n"
                   : "| key | what | default | meaning |\n";
    out_ += "|---|---|---|---|\n";
    add(table, "");
    return std::move(out_);
  }

 private:
  std::string in(std::string_view english, std::string_view danish) const {
    return std::string(danish_ ? danish : english);
  }

  void add(const SettingTable& table, const std::string& prefix) {
    // Parts of what is told here itself have a table of their own.
    for (const SettingTable* part : table.parts) {
      if (!prefix.empty()) add(*part, prefix);
    }
    for (const Setting& row : table.rows) {
      const std::string key = prefix + std::string(row.key);
      if (row.inner != nullptr) {
        out_ += "| **" + key + "** | " + what(row) + " | " + otherwise(row) + " | " +
                in(row.en, row.da) + " |\n";
        add(*row.inner, key + ".");
        continue;
      }
      out_ += "| `" + key + "` | " + what(row) + " | " + otherwise(row) + " | " +
              in(row.en, row.da) + " |\n";
    }
  }

  std::string words(std::span<const std::string_view> choices) {
    if (!told_.insert(choices.data()).second) return in("the same", "de samme");
    std::string out;
    for (const std::string_view choice : choices) {
      out += (out.empty() ? "`" : " `") + std::string(choice) + "`";
    }
    return out;
  }

  std::string what(const Setting& row) {
    const std::string text = in("text", "tekst");
    switch (row.holds) {
      case Holds::text:
        return text;
      case Holds::file:
        return in("file", "fil");
      case Holds::number:
        return row.most == 0
                   ? std::to_string(row.least) + in(" or more", " eller flere")
                   : std::to_string(row.least) + in(" to ", " til ") + std::to_string(row.most);
      case Holds::flag:
        return "`true` `false`";
      case Holds::choice:
        return words(row.choices);
      case Holds::list:
        return row.choices.empty() ? in("list", "liste")
                                   : in("list of ", "liste af ") + words(row.choices);
      case Holds::one_or_more:
      case Holds::none_or_more:
        return in("text or list", "tekst eller liste");
      case Holds::table:
        return in("table", "tabel");
      case Holds::tables:
        return in("tables", "tabeller");
      case Holds::by_any_name:
        return in("table: … = ", "tabel: … = ") + (row.choices.empty() ? text : words(row.choices));
      default:
        return in("table, for ", "tabel, for ") + words(row.choices);
    }
  }

  std::string otherwise(const Setting& row) const {
    if (row.need == Setting::Need::needed) return in("**needed**", "**skal med**");
    switch (row.has_default) {
      case Setting::Default::text:
        return "`" + std::string(row.default_text) + "`";
      case Setting::Default::number:
        return std::to_string(row.default_number);
      case Setting::Default::flag:
        return row.default_flag ? "`true`" : "`false`";
      case Setting::Default::told:
        return in(row.default_text, row.told_da);
      default:
        return "–";
    }
  }

  bool danish_;
  std::string out_;
  std::set<const void*> told_;
};

/// The page with the tables between "<!-- settings NAME -->" and "<!-- end -->" made anew.
std::string renewed(const std::string& page, Language language) {
  const std::string start = "<!-- settings ";
  const std::string end = "<!-- end -->";
  std::string out;
  std::size_t at = 0;
  DocsTable docs(language);
  std::vector<const SettingTable*> tables = all_tables();
  while (true) {
    const std::size_t marker = page.find(start, at);
    if (marker == std::string::npos) return out + page.substr(at);
    const std::size_t name = marker + start.size();
    const std::size_t line = page.find('\n', name) + 1;
    const std::string wanted = page.substr(name, page.find(' ', name) - name);
    const auto table = std::ranges::find(tables, wanted, &SettingTable::name);
    if (table == tables.end()) throw std::runtime_error("no table of settings: " + wanted);
    out += page.substr(at, line - at) + docs.of(**table);
    at = page.find(end, line);
    if (at == std::string::npos) throw std::runtime_error("no end of the table " + wanted);
  }
}

TEST(SettingsTable, TheSchemaForEditorsIsTheOneOfTheTable) {
  test::expect_golden(settings_schema(), "policies/settings.schema.json");
}

TEST(SettingsTable, TheReferencePagesShowEveryTable) {
  for (const auto& [file, language] : {std::pair("docs/settings.md", Language::english),
                                       std::pair("docs/settings.da.md", Language::danish)}) {
    const std::string page = test::read_file(test::source_path(file));
    for (const SettingTable* table : kShown) {
      const std::string marker = "<!-- settings " + std::string(table->name) + " -->";
      EXPECT_NE(page.find(marker), std::string::npos) << file << ": " << marker;
    }
    test::expect_golden(renewed(page, language), file);
  }
}

TEST(SettingsTable, EveryTableIsShownSomewhere) {
  std::vector<const SettingTable*> shown;
  for (const SettingTable* table : kShown) gather(*table, shown);
  for (const SettingTable* table : all_tables()) {
    if (table == &kSettings || table->name.ends_with("_source")) continue;
    EXPECT_NE(std::ranges::find(shown, table), shown.end()) << table->name;
  }
}

TEST(SettingsTable, EveryRowHasItsWordsAndADefaultThatItWouldTake) {
  for (const SettingTable* table : all_tables()) {
    EXPECT_FALSE(table->en.empty() || table->da.empty()) << table->name;
    std::set<std::string_view> keys;
    for (const Setting& row : table->rows) {
      const std::string name = std::string(table->name) + "." + std::string(row.key);
      EXPECT_TRUE(keys.insert(row.key).second) << name << " stands twice";
      EXPECT_FALSE(row.en.empty() || row.da.empty()) << name << " has no words";
      if (row.has_default == Setting::Default::number) {
        EXPECT_GE(row.default_number, row.least) << name;
        if (row.most != 0) {
          EXPECT_LE(row.default_number, row.most) << name;
        }
      }
      if (row.has_default == Setting::Default::text && !row.choices.empty()) {
        EXPECT_NE(std::ranges::find(row.choices, row.default_text), row.choices.end()) << name;
      }
    }
  }
}

}  // namespace
}  // namespace rettesnor::policies
