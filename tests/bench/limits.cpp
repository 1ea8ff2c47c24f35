// Sorted-array merges and indexed SQL over the benchmark town.
#include "tests/bench/limits.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace rettesnor::bench {

Rows transpose(const Rows& rows, std::uint32_t columns) {
  Rows out;
  out.begin.assign(columns + 1, 0);
  for (const auto v : rows.values) ++out.begin[v + 1];
  for (std::uint32_t i = 0; i < columns; ++i) out.begin[i + 1] += out.begin[i];
  out.values.resize(rows.values.size());
  std::vector<std::uint32_t> at(out.begin.begin(), out.begin.end() - 1);
  for (std::uint32_t row = 0; row + 1 < rows.begin.size(); ++row) {
    for (std::uint32_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i) {
      out.values[at[rows.values[i]]++] = row;
    }
  }
  return out;
}

Rows expand_simply(const BenchTown& town) {
  Rows by_group;
  std::vector<std::uint32_t> seen(town.accounts, 0);
  std::vector<std::uint32_t> stack;
  for (std::uint32_t g = 0; g < town.groups; ++g) {
    const std::size_t start = by_group.values.size();
    if (town.nested[g].empty()) {
      by_group.values.insert(by_group.values.end(), town.members[g].begin(), town.members[g].end());
    } else {
      stack.assign(1, g);
      while (!stack.empty()) {
        const auto at = stack.back();
        stack.pop_back();
        for (const auto a : town.members[at]) {
          if (seen[a] == g + 1) continue;
          seen[a] = g + 1;
          by_group.values.push_back(a);
        }
        stack.insert(stack.end(), town.nested[at].begin(), town.nested[at].end());
      }
      std::sort(by_group.values.begin() + static_cast<std::ptrdiff_t>(start),
                by_group.values.end());
    }
    by_group.begin.push_back(static_cast<std::uint32_t>(by_group.values.size()));
  }
  return transpose(by_group, town.accounts);
}

Rows expected_rows(const BenchTown& town) {
  Rows rows;
  for (std::uint32_t p = 0; p < town.accounts; ++p) {
    if (p < town.persons && town.vendor_of[p] == 0) {
      const std::size_t profile =
          town.centre_of_unit(town.unit_of[p]) * town.titles + town.title_of[p];
      const auto& a = town.expected[profile];
      const auto& b = town.allowed[profile];
      std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows.values));
    }
    rows.begin.push_back(static_cast<std::uint32_t>(rows.values.size()));
  }
  return rows;
}

std::size_t merge_answers(const BenchTown& town, const Rows& actual, const Rows& by_group,
                          const Rows& expected) {
  using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  Pairs missing;
  Pairs excess;
  Pairs sod;
  std::vector<std::uint32_t> orphans;
  std::vector<std::uint32_t> stale;
  for (std::uint32_t p = 0; p < town.persons; ++p) {
    auto a = actual.values.data() + actual.begin[p];
    const auto* a_end = actual.values.data() + actual.begin[p + 1];
    auto e = expected.values.data() + expected.begin[p];
    const auto* e_end = expected.values.data() + expected.begin[p + 1];
    while (a != a_end && e != e_end) {
      if (*a == *e) {
        ++a;
        ++e;
      } else if (*a < *e) {
        excess.emplace_back(p, *a++);
      } else {
        missing.emplace_back(p, *e++);
      }
    }
    for (; a != a_end; ++a) excess.emplace_back(p, *a);
    for (; e != e_end; ++e) missing.emplace_back(p, *e);
  }
  for (std::uint32_t rule = 0; rule < town.sod_pairs.size(); ++rule) {
    const auto [left, right] = town.sod_pairs[rule];
    auto l = by_group.values.data() + by_group.begin[left];
    const auto* l_end = by_group.values.data() + by_group.begin[left + 1];
    auto r = by_group.values.data() + by_group.begin[right];
    const auto* r_end = by_group.values.data() + by_group.begin[right + 1];
    while (l != l_end && r != r_end) {
      if (*l == *r) {
        sod.emplace_back(*l, rule);
        ++l;
        ++r;
      } else if (*l < *r) {
        ++l;
      } else {
        ++r;
      }
    }
  }
  for (std::uint32_t a = town.persons; a < town.accounts; ++a) orphans.push_back(a);
  for (std::uint32_t a = 0; a < town.accounts; ++a) {
    if (town.stale[a]) stale.push_back(a);
  }
  return missing.size() + excess.size() + sod.size() + orphans.size() + stale.size();
}

namespace {

class Sql {
 public:
  explicit Sql(const std::string& path) {
    std::filesystem::remove(path);
    check(sqlite3_open(path.c_str(), &db_));
    run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA "
        "temp_store=MEMORY");
  }
  ~Sql() { sqlite3_close(db_); }
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;
  void run(const std::string& text) {
    check(sqlite3_exec(db_, text.c_str(), nullptr, nullptr, nullptr));
  }
  void insert(const std::string& text, const Rows& rows, std::uint32_t limit) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, text.c_str(), -1, &statement, nullptr));
    for (std::uint32_t row = 0; row < limit; ++row) {
      for (std::uint32_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i) {
        sqlite3_bind_int64(statement, 1, row);
        sqlite3_bind_int64(statement, 2, rows.values[i]);
        if (sqlite3_step(statement) != SQLITE_DONE) check(SQLITE_ERROR);
        sqlite3_reset(statement);
      }
    }
    sqlite3_finalize(statement);
  }
  void check(int code) const {
    if (code == SQLITE_OK) return;
    std::cerr << "SQL: " << sqlite3_errmsg(db_) << '\n';
    std::exit(1);
  }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace

Numbers sql_answers(const BenchTown& town, const Rows& actual, const Rows& expected,
                    const std::string& path) {
  Numbers numbers;
  Sql sql(path);
  numbers["load_s"] = seconds([&] {
    sql.run(
        "CREATE TABLE actual(p INTEGER, e INTEGER, PRIMARY KEY(p, e)) WITHOUT ROWID;"
        "CREATE TABLE expected(p INTEGER, e INTEGER, PRIMARY KEY(p, e)) WITHOUT ROWID;"
        "CREATE TABLE account(a INTEGER PRIMARY KEY, person INTEGER, stale INTEGER);"
        "CREATE TABLE rule(r INTEGER PRIMARY KEY, l INTEGER, g INTEGER); BEGIN");
    sql.insert("INSERT INTO actual VALUES(?,?)", actual, town.accounts);
    sql.insert("INSERT INTO expected VALUES(?,?)", expected, town.accounts);
    for (std::uint32_t a = 0; a < town.accounts; ++a) {
      sql.run("INSERT INTO account VALUES(" + std::to_string(a) + ',' +
              (a < town.persons ? std::to_string(a) : "NULL") + ',' + (town.stale[a] ? "1" : "0") +
              ')');
    }
    for (std::size_t r = 0; r < town.sod_pairs.size(); ++r) {
      sql.run("INSERT INTO rule VALUES(" + std::to_string(r) + ',' +
              std::to_string(town.sod_pairs[r].first) + ',' +
              std::to_string(town.sod_pairs[r].second) + ')');
    }
    sql.run(
        "COMMIT; CREATE INDEX actual_e ON actual(e, p); CREATE INDEX expected_e ON expected(e, p);"
        "CREATE INDEX account_person ON account(person); CREATE INDEX account_stale ON "
        "account(stale); ANALYZE");
  });
  numbers["answers_s"] = seconds([&] {
    sql.run(
        "CREATE TABLE missing AS SELECT p, e FROM expected x WHERE NOT EXISTS"
        " (SELECT 1 FROM actual a WHERE a.p = x.p AND a.e = x.e);"
        "CREATE TABLE excess AS SELECT p, e FROM actual a WHERE p IN (SELECT a FROM account WHERE "
        "person NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM expected x WHERE x.p = a.p AND x.e = a.e);"
        "CREATE TABLE orphan AS SELECT a FROM account WHERE person IS NULL;"
        "CREATE TABLE sod AS SELECT l.p, r FROM rule JOIN actual l ON l.e = rule.l JOIN actual g "
        "ON g.e = rule.g AND g.p = l.p;"
        "CREATE TABLE stale AS SELECT a FROM account WHERE stale = 1");
  });
  return numbers;
}

}  // namespace rettesnor::bench
