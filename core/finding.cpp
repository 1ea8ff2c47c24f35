// A finding's identity and its place in a list.
#include "core/finding.h"

#include <tuple>

#include "core/digest.h"

namespace rettesnor::core {

std::string finding_id(const Finding& f) {
  std::string bytes;
  // A length before each part keeps ("ab","c") and ("a","bc") apart.
  for (const std::string* part :
       {&f.code, &f.subject.kind, &f.subject.key, &f.object.kind, &f.object.key, &f.rule}) {
    bytes += std::to_string(part->size());
    bytes += ':';
    bytes += *part;
  }
  return to_hex(sha256(bytes), 16);
}

bool comes_before(const Finding& a, const Finding& b) {
  const auto head = [](const Finding& f) {
    return std::tie(f.severity, f.code, f.subject.ref, f.object.ref);
  };
  if (head(a) != head(b)) return head(a) < head(b);
  return finding_id(a) < finding_id(b);
}

}  // namespace rettesnor::core
