// Knows a file by its first bytes.
#include "review/orders/proof_file.h"

#include <algorithm>
#include <array>

#include "core/cpr_pattern.h"
#include "core/order_file.h"
#include "core/text.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;

namespace {

constexpr std::size_t kLongestStem = 80;  // code points

struct ProofKind {
  std::string_view begins;
  std::string_view media_type;
  std::string_view ending;
};
constexpr std::array<ProofKind, 3> kProofKinds{{
    {"\x89PNG\r\n\x1a\n", "image/png", ".png"},
    {"\xff\xd8\xff", "image/jpeg", ".jpg"},
    {"%PDF-", "application/pdf", ".pdf"},
}};

/// Any 8-bit text: what programs of offices write is not always UTF-8.
bool is_text(std::string_view bytes) {
  return std::none_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7f;
  });
}

/// Without its folders and without its ending.
std::string_view stem_of(std::string_view name) {
  name.remove_prefix(std::min(name.find_last_of("/\\") + 1, name.size()));
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(0, dot);
}

std::string without_numbers_of_people(const std::string& stem) {
  // An underscore beside a number would hide it.
  std::string apart = stem;
  std::replace(apart.begin(), apart.end(), '_', ' ');
  return core::looks_like_cpr(apart) ? core::without_cpr(apart) : stem;
}

std::string safe_stem(std::string_view name) {
  std::string stem =
      core::printable(core::to_nfc(core::to_valid_utf8(stem_of(name))), kLongestStem);
  for (char& c : stem) {
    if (std::string_view("<>:\"/\\|?*%;").find(c) != std::string_view::npos) c = '_';
  }
  stem = without_numbers_of_people(stem);
  const std::size_t first = stem.find_first_not_of(" .");
  if (first == std::string::npos) return "bevis";
  return stem.substr(first, stem.find_last_not_of(" .") - first + 1);
}

}  // namespace

core::Result<ProofFile> proof_file(std::string_view name, std::string bytes) {
  if (bytes.empty()) return refuse(ErrorKind::invalid_input, Refusal::proof_empty);
  if (bytes.size() > core::kLargestOrderFile) {
    return refuse(ErrorKind::invalid_input, Refusal::proof_large);
  }
  for (const ProofKind& kind : kProofKinds) {
    if (!bytes.starts_with(kind.begins)) continue;
    return ProofFile{safe_stem(name) + std::string(kind.ending), std::string(kind.media_type),
                     std::move(bytes)};
  }
  if (!is_text(bytes)) return refuse(ErrorKind::invalid_input, Refusal::proof_kind);
  const std::string_view ending = core::lower_ascii(name).ends_with(".csv") ? ".csv" : ".txt";
  return ProofFile{safe_stem(name) + std::string(ending), "text/plain", std::move(bytes)};
}

}  // namespace rettesnor::review
