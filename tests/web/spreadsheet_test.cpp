// What a spreadsheet program finds in the files: every cell as text, nothing that runs.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/scratch.h"
#include "tests/web/sample_views.h"
#include "web/auditing/pages_auditor.h"

namespace rettesnor::web {
namespace {

// Opens the file as the format says, without any library for it: cells, formulas, and the kinds of
// cell there are.
constexpr std::string_view kReader = R"(
import json, re, sys, zipfile, xml.etree.ElementTree as tree
ns = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
shared = []
if 'xl/sharedStrings.xml' in book.namelist():
    for item in tree.fromstring(book.read('xl/sharedStrings.xml')).findall('m:si', ns):
        shared.append(''.join(t.text or '' for t in item.iter('{%s}t' % ns['m'])))
def plain(text):
    return re.sub('_x([0-9A-F]{4})_', lambda at: chr(int(at.group(1), 16)), text)
def column(ref):
    n = 0
    for c in re.match('[A-Z]+', ref).group():
        n = n * 26 + ord(c) - 64
    return n - 1
rows, kinds, formulas = [], set(), 0
for row in tree.fromstring(book.read('xl/worksheets/sheet1.xml')).iter('{%s}row' % ns['m']):
    cells = []
    for cell in row.findall('m:c', ns):
        formulas += len(cell.findall('m:f', ns))
        kinds.add(cell.get('t'))
        if cell.get('t') == 's':
            text = shared[int(cell.find('m:v', ns).text)]
        else:
            text = ''.join(t.text or '' for t in cell.iter('{%s}t' % ns['m']))
        cells += [''] * (column(cell.get('r')) - len(cells)) + [plain(text)]
    rows.append(cells)
json.dump({'rows': rows, 'kinds': sorted(map(str, kinds)), 'formulas': formulas,
           'links': sum(b'hyperlink' in book.read(n) for n in book.namelist())}, sys.stdout)
)";

nlohmann::json opened(const std::string& bytes) {
  const test::ScratchFolder folder("spreadsheet");
  std::ofstream(folder.file("table.xlsx"), std::ios::binary) << bytes;
  std::ofstream(folder.file("read.py")) << kReader;
  const std::string command = "python3 '" + folder.file("read.py") + "' '" +
                              folder.file("table.xlsx") + "' > '" + folder.file("out.json") + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream file(folder.file("out.json"));
  return nlohmann::json::parse(file, nullptr, false);
}

std::string bytes_of(const TableFile& table) {
  auto bytes = xlsx_of(table);
  EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().message);
  return bytes.value_or("");
}

TEST(Spreadsheet, EveryCellStaysTheTextItIs) {
  const std::vector<std::string> cells = {"=1+1",         "+1",
                                          "-1",           "@SUM(A1)",
                                          "\tx",          "\rx",
                                          "＝1",          "007",
                                          "31.12.2026",   "http://x",
                                          "TRUE",         "1E5",
                                          "a\nb",         "=HYPERLINK(\"http://x\";\"y\")",
                                          "<b>&amp;</b>", "_x0041_",
                                          "æøå 😀"};
  TableFile table;
  table.name = "Svar";
  table.head = std::vector<std::string>(cells.size(), "h");
  table.rows = 1;
  table.row = [&](std::size_t) { return cells; };
  const auto read = opened(bytes_of(table));
  ASSERT_EQ(read["rows"].size(), 2U);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    EXPECT_EQ(read["rows"][1][i], cells[i]) << i;
  }
  EXPECT_EQ(read["formulas"], 0);
  EXPECT_EQ(read["links"], 0);
  for (const auto& kind : read["kinds"]) {
    EXPECT_TRUE(kind == "s" || kind == "inlineStr") << kind;
  }
}

TEST(Spreadsheet, HostileAnswersAreShownAndNothingElse) {
  const auto lines = test::sample_decisions(test::Flavour::hostile);
  const Frame frame = test::sample_frame(Language::danish);
  const core::Campaign campaign = test::sample_campaign();
  const auto read = opened(bytes_of(decisions_table(frame, campaign, lines)));
  ASSERT_EQ(read["rows"].size(), lines.size() + 1);
  EXPECT_EQ(read["formulas"], 0);
  EXPECT_EQ(read["rows"][1][6 + 1].get<std::string>().find('\0'), std::string::npos);
}

TEST(Spreadsheet, ACellThatIsTooLongIsCutAndTheRestStands) {
  TableFile table;
  table.name = "Svar";
  table.head = {"a", "b"};
  table.rows = 1;
  table.row = [](std::size_t) {
    std::string text = "x";
    while (text.size() < 70'000) text += "å";
    return std::vector<std::string>{text, "after"};
  };
  const auto read = opened(bytes_of(table));
  const std::string cut = read["rows"][1][0].get<std::string>();
  EXPECT_LT(cut.size(), 33'000U);
  EXPECT_TRUE(cut.ends_with("…"));
  EXPECT_EQ(read["rows"][1][1], "after");
}

TEST(Spreadsheet, AHundredThousandRowsNeedNoMoreMemoryThanTheFileItself) {
  TableFile table;
  table.name = "Svar";
  table.head = std::vector<std::string>(13, "kolonne");
  table.rows = 100'000;
  table.row = [](std::size_t at) {
    return std::vector<std::string>(13, "celle " + std::to_string(at) + " af mange");
  };
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  const std::string bytes = bytes_of(table);
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  [[maybe_unused]] const auto grown =
      static_cast<std::size_t>(after.ru_maxrss - before.ru_maxrss) * 1024;
  // The cells alone are 1.3 million texts of 20 bytes: kept in memory they would be over 100 MiB.
#ifndef __SANITIZE_ADDRESS__  // which keeps what was freed, to catch its use
  EXPECT_LT(grown, 2 * bytes.size() + (24U << 20)) << grown;
#endif
  const auto read = opened(bytes);
  ASSERT_EQ(read["rows"].size(), 100'001U);
  EXPECT_EQ(read["rows"][100'000][12], "celle 99999 af mange");
}

TEST(Spreadsheet, CsvAndXlsxSayTheSame) {
  const auto lines = test::sample_decisions(test::Flavour::full);
  const Frame frame = test::sample_frame(Language::danish);
  const core::Campaign campaign = test::sample_campaign();
  const TableFile table = decisions_table(frame, campaign, lines);
  const std::string csv = csv_of(table);
  const auto read = opened(bytes_of(table));
  for (const auto& row : read["rows"]) {
    for (const auto& cell : row) {
      EXPECT_NE(csv.find("\"" + cell.get<std::string>() + "\""), std::string::npos) << cell;
    }
  }
}

}  // namespace
}  // namespace rettesnor::web
