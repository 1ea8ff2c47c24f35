// What a person has, as she herself and others see it.
#pragma once

#include <string>
#include <vector>

#include "core/campaign.h"
#include "review/campaigns/review_row.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

struct AccountView {
  std::string key;
  std::string ref;  ///< "SagsHuset/meho"
};

struct MyAccess {
  PersonView person;
  std::vector<ReviewRow> rows;             ///< advice is not for the person herself: not shown
  std::vector<core::LoggedEvent> lookups;  ///< who looked at her access, newest first, at most 100
  std::vector<std::string> lookup_names;   ///< the same rows' actors by name
  std::vector<AccountView> accounts;
  std::vector<core::Report> reports;  ///< her own hand_back and not_me, newest first
};

}  // namespace rettesnor::review
