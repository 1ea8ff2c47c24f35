// Findings: the id is the same tomorrow, and differs when the matter differs.
#include "core/finding.h"

#include <gtest/gtest.h>

#include "core/digest.h"

namespace rettesnor::core {
namespace {

Finding orphan(const std::string& key) {
  Finding f{};
  f.code = "ACC_ORPHAN";
  f.severity = Severity::high;
  f.subject = {"account", key, key, key};
  return f;
}

TEST(Finding, IdIgnoresWordsSeverityAndEvidence) {
  Finding a = orphan("Kataloget/1");
  Finding b = a;
  b.severity = Severity::critical;
  b.subject.label = "renamed";
  b.values["k"] = "renamed";
  b.evidence["last_used"] = "2026-10-20T00:00:00Z";
  EXPECT_EQ(finding_id(a), finding_id(b));
  EXPECT_EQ(finding_id(a).size(), 32u);
}

TEST(Finding, IdTellsPartsApart) {
  Finding a = orphan("ab");
  a.rule = "c";
  Finding b = orphan("a");
  b.rule = "bc";
  EXPECT_NE(finding_id(a), finding_id(b));
}

TEST(Finding, WorstComesFirst) {
  Finding a = orphan("z");
  a.severity = Severity::critical;
  const Finding b = orphan("a");
  EXPECT_TRUE(comes_before(a, b));
  EXPECT_FALSE(comes_before(b, a));
  EXPECT_FALSE(comes_before(a, a));
}

TEST(Digest, MatchesThePublishedVectors) {  // FIPS 180-4 examples
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace rettesnor::core
