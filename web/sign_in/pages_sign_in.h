// The way in and the way out, as pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/organisation/person_view.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

/// The ways in that the sign-in page offers.
struct SignInOffer {
  std::vector<review::PersonView> personas;  ///< of the demonstration
  std::string openid_name;                   ///< empty: not offered
  bool directory = false;
  bool break_glass = false;
  std::string back;   ///< a path of our own to come to afterwards
  std::string typed;  ///< the user name of a try that failed
};
std::string sign_in_page(const Frame& frame, const SignInOffer& offer,
                         const std::optional<Problem>& problem);
/// She proved who she is, and nobody here is that. `provider_address`: where she can sign out of
/// the provider to be somebody else there; or empty.
std::string not_known_page(const Frame& frame, const std::string& account,
                           const std::string& provider_address);
/// Signed out here; the browser goes on to the provider.
std::string signed_out_page(const Frame& frame, const std::string& provider_name,
                            const std::string& provider_address);

}  // namespace rettesnor::web
