// A record goes into its columns and comes back as it was, whatever stands in it.
#include "store/columns.h"

#include <gtest/gtest.h>

#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

enum class Colour : std::uint8_t { red = 3 };

struct Sample {
  core::PullId id{0};
  std::string text;
  std::string bytes;
  Colour colour = Colour::red;
  bool flag = false;
  int number = 0;
  core::Timestamp at{};
  core::Date day{};
  std::optional<core::Timestamp> maybe_at;
  std::optional<core::Date> maybe_day;
  friend bool operator==(const Sample&, const Sample&) = default;
};

constexpr auto kSample =
    with(columns("sample", Column{"id", &Sample::id}, Column{"text", &Sample::text},
                 Column{"colour", &Sample::colour}, Column{"flag", &Sample::flag},
                 Column{"number", &Sample::number}, Column{"at", &Sample::at},
                 Column{"day", &Sample::day}, Column{"maybe_at", &Sample::maybe_at},
                 Column{"maybe_day", &Sample::maybe_day}),
         Column{"bytes", &Sample::bytes, KeptAs::bytes});

class ColumnsOfARecord : public StoreTest {
 protected:
  ColumnsOfARecord() {
    EXPECT_TRUE(execute(connection_,
                        "CREATE TABLE sample (id INTEGER, text TEXT NOT NULL, colour INTEGER, "
                        "flag INTEGER, number INTEGER, at INTEGER, day INTEGER, maybe_at INTEGER, "
                        "maybe_day INTEGER, bytes BLOB NOT NULL) STRICT"));
  }
  core::Result<void> keep(const Sample& sample) {
    auto books = TRY(Bookkeeping::begin(connection_));
    TRY(insert_row(books.writer(), kSample, sample));
    return std::move(books).commit();
  }
  std::vector<Sample> kept(std::string_view rest) const {
    auto rows = select_rows(connection_, kSample, rest);
    return read_rows(kSample, std::move(rows).value()).value();
  }

  Connection connection_ = Connection::open(path()).value();
};

TEST_F(ColumnsOfARecord, AreReadAsTheyWereWritten) {
  const Sample full{core::PullId(7),
                    "æøå",
                    std::string("\0\xff", 2),
                    Colour::red,
                    true,
                    -5,
                    at(3),
                    core::Date(core::Days(20'000)),
                    at(4),
                    core::Date(core::Days(-1))};
  const Sample bare{};
  ASSERT_TRUE(keep(full));
  ASSERT_TRUE(keep(bare));
  EXPECT_EQ(kept("ORDER BY id"), (std::vector<Sample>{bare, full}));
  EXPECT_EQ(kept("WHERE maybe_at IS NULL AND maybe_day IS NULL"), std::vector<Sample>{bare});
}

TEST_F(ColumnsOfARecord, AreNamedWithTheirTable) {
  EXPECT_EQ(names_of(columns("sample", Column{"id", &Sample::id}, Column{"at", &Sample::at})),
            "sample.id, sample.at");
}

}  // namespace
}  // namespace rettesnor::store
