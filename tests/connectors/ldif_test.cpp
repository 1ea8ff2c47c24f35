// LDIF: what RFC 2849 and ldifde write is read; what is cut or damaged is noticed, with its line.
#include "connectors/directory/ldif.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace rettesnor::connectors {
namespace {

struct ParsedLdif {
  std::vector<std::pair<std::string, std::multimap<std::string, std::string>>> records;
  std::vector<std::int64_t> lines;
  std::vector<std::pair<std::int64_t, std::string>> troubles;
  LdifEnd end;
};

ParsedLdif parsed(std::string_view text, std::size_t piece = std::string::npos) {
  ParsedLdif out;
  const auto all = [](const DirectoryEntry& entry) {
    std::multimap<std::string, std::string> values;
    for (const auto& attribute : entry.attributes) {
      for (const auto value : entry.values_of(attribute)) {
        values.emplace(attribute.name, value);
      }
    }
    return values;
  };
  LdifParser parser(
      [&](const DirectoryEntry& entry, std::int64_t line) {
        out.records.emplace_back(entry.dn, all(entry));
        out.lines.push_back(line);
      },
      [&](const DirectoryEntry&, std::int64_t line, const std::string& reason) {
        out.troubles.emplace_back(line, reason);
      });
  for (std::size_t at = 0; at < text.size(); at += piece) {
    parser.feed(text.substr(at, piece));
    if (piece == std::string::npos) break;
  }
  out.end = parser.finish();
  return out;
}

std::string utf16(std::u16string_view text) {
  std::string out = "\xFF\xFE";
  for (const char16_t unit : text) {
    out += static_cast<char>(unit & 0xFF);
    out += static_cast<char>(unit >> 8);
  }
  return out;
}

constexpr const char* kTwo =
    "version: 1\n"
    "# a comment that is\n"
    "  folded\n"
    "dn: cn=a,dc=x\n"
    "cn: a\n"
    "description: a long\n"
    "  line\n"
    "\n"
    "\n"
    "dn:: Y249w4Us\n"
    " ZGM9eA==\n"
    "cn:: w4U=\n"
    "CN: second\n"
    "member: 1\n"
    "cn: third\n"
    "\n";

TEST(Ldif, RecordsFoldingCommentsAndBase64AreRead) {
  const ParsedLdif got = parsed(kTwo);
  ASSERT_EQ(got.records.size(), 2U);
  EXPECT_EQ(got.records[0].first, "cn=a,dc=x");
  EXPECT_EQ(got.records[0].second.find("description")->second, "a long line");
  EXPECT_EQ(got.records[1].first, "cn=Å,dc=x");
  EXPECT_EQ(got.records[1].second.count("cn"), 3U);
  EXPECT_EQ(got.lines, (std::vector<std::int64_t>{4, 10}));
  EXPECT_TRUE(got.end.incomplete.empty()) << got.end.incomplete;
}

TEST(Ldif, PiecesOfAnySizeGiveTheSame) {
  const ParsedLdif whole = parsed(kTwo);
  for (std::size_t piece = 1; piece < 40; ++piece) {
    const ParsedLdif got = parsed(kTwo, piece);
    EXPECT_EQ(got.records, whole.records) << piece;
    EXPECT_EQ(got.lines, whole.lines) << piece;
  }
}

TEST(Ldif, LinesOfWindowsAndUtf16AreRead) {
  std::u16string wide = u"dn: cn=Åse \U0001F600,dc=x\r\nchangetype: add\r\ncn: Åse\r\n\r\n";
  for (std::size_t piece : {1UL, 2UL, 3UL, 1000UL}) {
    const ParsedLdif got = parsed(utf16(wide), piece);
    ASSERT_EQ(got.records.size(), 1U);
    EXPECT_EQ(got.records[0].first, "cn=Åse \U0001F600,dc=x");
    EXPECT_TRUE(got.end.incomplete.empty());
  }
  EXPECT_EQ(parsed("\xEF\xBB\xBF"
                   "dn: dc=x\r\ndc: x\r\n\r\n")
                .records.size(),
            1U);
}

TEST(Ldif, AFileCutAnywhereIsNoticed) {
  const std::string whole = kTwo;
  const std::size_t first_end = whole.find("\n\n") + 2;
  for (std::size_t cut = whole.find("dn:") + 1; cut + 1 < whole.size(); ++cut) {
    // At the border between two records a cut cannot be seen in the file itself.
    if (cut == first_end || cut == first_end + 1) continue;
    const ParsedLdif got = parsed(std::string_view(whole).substr(0, cut));
    EXPECT_FALSE(got.end.incomplete.empty()) << "cut at " << cut;
  }
}

TEST(Ldif, ABadRecordIsSetAsideWithItsLineAndTheRestGoesOn) {
  const ParsedLdif got = parsed(
      "dn: dc=x\ndc: x\n\n"
      "dn: cn=bad,dc=x\ncn:: not base64!\nsn: s\n\n"
      "dn: cn=good,dc=x\ncn: good\n\n");
  ASSERT_EQ(got.troubles.size(), 1U);
  EXPECT_EQ(got.troubles[0].first, 4);
  EXPECT_NE(got.troubles[0].second.find("line 5"), std::string::npos);
  EXPECT_EQ(got.records.size(), 2U);
  EXPECT_TRUE(got.end.incomplete.empty());
}

TEST(Ldif, ChangesAndValuesFromElsewhereAreNoEntries) {
  EXPECT_EQ(parsed("dn: dc=x\nchangetype: modify\nreplace: dc\ndc: y\n-\n\n").troubles.size(), 1U);
  EXPECT_EQ(parsed("dn: dc=x\ndc:< file:///etc/passwd\n\n").troubles.size(), 1U);
  EXPECT_EQ(parsed("dn: dc=x\nno colon\n\n").troubles.size(), 1U);
  EXPECT_EQ(parsed("cn: nobody\n\n").troubles.size(), 1U);
  EXPECT_EQ(parsed("dn: dc=x\ndn: dc=y\n\n").troubles.size(), 1U);
}

TEST(Ldif, Base64MustBeExact) {
  for (const char* bad :
       {"YQ", "YQ=", "Y===", "YR==", "YWE", "YWF=", "Y Q==", "====", "YQ==YQ=="}) {
    EXPECT_EQ(parsed("dn: dc=x\ndc:: " + std::string(bad) + "\n\n").troubles.size(), 1U) << bad;
  }
  EXPECT_EQ(parsed("dn: dc=x\ndc::\n\n").troubles.size(), 0U);
}

TEST(Ldif, TheEndThatLdapsearchWritesIsHeldAgainstTheFile) {
  const std::string one = "dn: dc=x\ndc: x\n\n";
  EXPECT_TRUE(parsed(one + "# search result\nsearch: 2\nresult: 0 Success\n\n# numEntries: 1\n")
                  .end.incomplete.empty());
  EXPECT_FALSE(
      parsed(one + "search: 2\nresult: 0 Success\n\n# numEntries: 2\n").end.incomplete.empty());
  const ParsedLdif cut = parsed(one + "search: 2\nresult: 4 Size limit exceeded\n\n");
  EXPECT_NE(cut.end.incomplete.find("Size limit"), std::string::npos);
}

TEST(Ldif, PagesOfAListingAreOneFileAndTheLastOneSaysThatItIs) {
  const std::string first = "version: 1\n\ndn: dc=x\ndc: x\n\n# pagedresults: cookie=BQAAAA==\n";
  const std::string second = "version: 1\n\ndn: cn=a,dc=x\ncn: a\n\n# pagedresults: cookie=\n";
  const ParsedLdif whole = parsed(first + second);
  EXPECT_EQ(whole.records.size(), 2U);
  EXPECT_TRUE(whole.troubles.empty());
  EXPECT_TRUE(whole.end.incomplete.empty()) << whole.end.incomplete;
  EXPECT_FALSE(parsed(first).end.incomplete.empty());
  const std::string counted = "# numEntries: 1\n";
  EXPECT_TRUE(parsed(first + counted + second + counted).end.incomplete.empty());
  EXPECT_FALSE(parsed(first + counted + second).end.incomplete.empty());
}

TEST(Ldif, PartsOnOtherServersAreToldAndAreNoEntries) {
  const ParsedLdif got = parsed(
      "dn: dc=x\ndc: x\n\n# search reference\nref: ldap://b/ou=b,dc=x\n\n"
      "# refldaps://c/ou=c,dc=x\n\n");
  EXPECT_TRUE(got.troubles.empty());
  EXPECT_EQ(got.records.size(), 1U);
  EXPECT_EQ(got.end.references,
            (std::vector<std::string>{"ldap://b/ou=b,dc=x", "ldaps://c/ou=c,dc=x"}));
}

TEST(Ldif, AModifyThatOnlyAddsGoesOnWithAnEntryAndEveryOtherIsAChange) {
  const std::string add = "dn: dc=x\nchangetype: modify\nadd: member\nmember: a\nmember: b\n-\n\n";
  const ParsedLdif got = parsed(add);
  ASSERT_EQ(got.records.size(), 1U);
  EXPECT_EQ(got.records[0].second.count("member"), 2U);
  EXPECT_EQ(got.end.records, 0U) << "it is no entry of its own";
  for (const char* other : {"delete: member\nmember: a", "replace: member\nmember: a",
                            "add: member\ncn: a", "member: a"}) {
    const std::string change = std::string("dn: dc=x\nchangetype: modify\n") + other + "\n-\n\n";
    EXPECT_EQ(parsed(change).troubles.size(), 1U) << other;
  }
}

TEST(Ldif, NulAndLongValuesSurvive) {
  const std::string name(64 * 1024, 'n');
  const ParsedLdif got = parsed("dn: cn=a,dc=x\ncn: " + name + "\nsn:: YQBi\n\n");
  ASSERT_EQ(got.records.size(), 1U);
  EXPECT_EQ(got.records[0].second.find("cn")->second, name);
  EXPECT_EQ(got.records[0].second.find("sn")->second, std::string("a\0b", 3));
}

RC_GTEST_PROP(Ldif, AnyBytesEndWithoutACrash, (const std::string& bytes)) {
  const ParsedLdif got = parsed(bytes);
  RC_ASSERT(got.records.size() >= got.end.records);
  RC_ASSERT(got.troubles.size() == got.end.troubles);
}

}  // namespace
}  // namespace rettesnor::connectors
