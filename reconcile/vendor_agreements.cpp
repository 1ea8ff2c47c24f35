// Looks agreements up by vendor and by day.
#include "reconcile/vendor_agreements.h"

#include <algorithm>
#include <tuple>

namespace rettesnor::reconcile {

using policies::Agreement;
using policies::AgreementKind;

bool is_valid_on(const Agreement& agreement, core::Date day) {
  return agreement.valid_from <= day && day <= agreement.valid_to;
}

std::vector<const Agreement*> agreements_of(const policies::Policy& policy, std::string_view cvr) {
  std::vector<const Agreement*> found;
  for (const Agreement& agreement : policy.agreements) {
    if (agreement.vendor == cvr && agreement.kind != AgreementKind::confidentiality) {
      found.push_back(&agreement);
    }
  }
  return found;
}

std::vector<const Agreement*> processing_agreements_of(const policies::Policy& policy,
                                                       std::string_view cvr) {
  auto found = agreements_of(policy, cvr);
  std::erase_if(found, [](const Agreement* agreement) {
    return agreement->kind != AgreementKind::data_processing;
  });
  return found;
}

const Agreement* latest_of(const std::vector<const Agreement*>& agreements) {
  const auto latest =
      std::max_element(agreements.begin(), agreements.end(), [](const auto* a, const auto* b) {
        return std::tie(a->valid_to, b->id) < std::tie(b->valid_to, a->id);
      });
  return latest == agreements.end() ? nullptr : *latest;
}

}  // namespace rettesnor::reconcile
