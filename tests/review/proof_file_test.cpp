// Which files may prove something, and under which name they are kept.
#include "review/orders/proof_file.h"

#include <gtest/gtest.h>

#include "core/order_file.h"
#include "review/refusal.h"
#include "tests/support/error_words.h"

namespace rettesnor::review {
namespace {

using namespace std::string_literals;

const std::string kPng = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s;

std::string kept_name(std::string_view name, std::string bytes = kPng) {
  const auto file = proof_file(name, std::move(bytes));
  return file ? file->name : "refused: " + test::english(file.error());
}
std::string kind_of(std::string bytes) {
  const auto file = proof_file("bevis.png", std::move(bytes));
  return file ? file->media_type : "refused";
}

TEST(ProofFile, IsKnownByItsBytesAndNeverByItsName) {
  EXPECT_EQ(kind_of(kPng), "image/png");
  EXPECT_EQ(kind_of("\xff\xd8\xff\xe0\0\x10JFIF"s), "image/jpeg");
  EXPECT_EQ(kind_of("%PDF-1.7\n"), "application/pdf");
  EXPECT_EQ(kind_of("dn: uid=meho\r\n\tdone\n"), "text/plain");
  EXPECT_EQ(kind_of("r\xf8"
                    "d gr\xf8"
                    "d"),
            "text/plain")
      << "Latin-1, as old programs write it";
  EXPECT_EQ(kept_name("bevis.exe"), "bevis.png");
  EXPECT_EQ(kept_name("side.html", "<script>alert(1)</script>"), "side.txt");
  EXPECT_EQ(kept_name("udtræk.CSV", "a;b\r\n"), "udtræk.csv");
}

TEST(ProofFile, WhatIsNoneOfThemIsRefused) {
  EXPECT_EQ(kind_of("MZ\x90\0\x03"s), "refused");
  EXPECT_EQ(kind_of("PK\x03\x04 document"), "refused");
  EXPECT_EQ(kind_of("GIF89a\x01\0"s), "refused");
  EXPECT_EQ(kind_of("\x89PNG and no more\x1a"), "refused");
  EXPECT_EQ(kind_of("text\0with a NUL"s), "refused");
  EXPECT_EQ(kind_of("\x1b[2J wipes a terminal"), "refused");
  EXPECT_EQ(kind_of(""), "refused");
}

TEST(ProofFile, HoldsFiveMebibytesAndNotOneByteMore) {
  EXPECT_EQ(kind_of(std::string(core::kLargestOrderFile, 'x')), "text/plain");
  const auto large = proof_file("a.txt", std::string(core::kLargestOrderFile + 1, 'x'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().kind, core::ErrorKind::invalid_input);
  EXPECT_NE(test::english(large.error()).find("5 MiB"), std::string::npos);
}

TEST(ProofFile, OfItsNameStaysWhatEverySystemCanSave) {
  EXPECT_EQ(kept_name("../../etc/passwd"), "passwd.png");
  EXPECT_EQ(kept_name("C:\\Skærm\\rolle fjernet.png"), "rolle fjernet.png");
  EXPECT_EQ(kept_name("a\"; filename=evil.exe"), "a__ filename=evil.png");
  EXPECT_EQ(kept_name(" .skjult. .png"), "skjult.png");
  EXPECT_EQ(kept_name("a\r\nX-Evil: 1.png").find('\n'), std::string::npos);
  EXPECT_EQ(kept_name(""), "bevis.png");
  EXPECT_EQ(kept_name("..."), "bevis.png");
  EXPECT_EQ(kept_name("blåbærgrød.jpeg"), "blåbærgrød.png");
  EXPECT_LE(kept_name(std::string(5000, 'a')).size(), 120U);
  EXPECT_EQ(kept_name("\xff\xfe.png").find('\xff'), std::string::npos);
}

TEST(ProofFile, ANumberOfAPersonInItsNameIsMasked) {
  for (const char* name : {"070761-4285.png", "0707614285.png", "sag_0707614285_fjernet.png"}) {
    EXPECT_EQ(kept_name(name).find("4285"), std::string::npos) << kept_name(name);
  }
  EXPECT_EQ(kept_name("skærm_2026_11_26.png"), "skærm_2026_11_26.png");
}

}  // namespace
}  // namespace rettesnor::review
