// Every page as a pure function from a view to HTML; templates lie in web/templates.
//
// Nothing here knows a request, a store or a clock. Text from outside is escaped by the renderer;
// every address in a page is built by web/addresses.h, never taken from a view as it stands.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/time.h"
#include "review/authority.h"
#include "review/open_lists.h"
#include "review/views.h"

namespace rettesnor::web {

enum class Language : std::uint8_t { da, en };

/// What stands around every page.
struct Frame {
  Language language = Language::da;
  std::string municipality;
  std::string person_name;  ///< empty: nobody is signed in
  std::string person_key;
  std::set<review::ProductRole> roles;
  std::string csrf;  ///< for every form of the page
  std::string here;  ///< path and query of this page; the language switch comes back to it
  core::Timestamp now;
  const core::LocalZone* zone = nullptr;  ///< never null
  bool demo = false;                      ///< a ribbon says that this is the fixture town
  core::Timestamp data_as_of;             ///< the newest history behind the page
};

/// What went wrong with a form, shown beside it in the reader's words.
struct Problem {
  int status = 400;
  std::string message;      ///< already for reading
  std::string entitlement;  ///< key of the row it belongs to, or empty: the whole page
};

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
/// What waits for her, with deadline and progress; what else she can do here, by role. `owned`:
/// accounts in her systems that IT asked her about.
std::string start_page(const Frame& frame, const std::vector<review::Task>& tasks,
                       const std::vector<core::Campaign>& campaigns,
                       const std::vector<review::ConsultPage>& asked, std::size_t owned);
/// One person of a list: "3 af 17", rows by risk, an answer on each; green rows at once.
std::string review_page(const Frame& frame, const review::ReviewPage& page,
                        const std::optional<Problem>& problem);
/// The list as a whole, for signing off, and the receipt once it is signed.
std::string task_page(const Frame& frame, const review::Task& task,
                      const std::optional<Problem>& problem);
std::string my_access_page(const Frame& frame, const review::MyAccess& mine,
                           const std::optional<Problem>& problem);
std::string person_page(const Frame& frame, const review::MyAccess& theirs,
                        const std::optional<Problem>& problem);
std::string campaigns_page(const Frame& frame, const std::vector<core::Campaign>& campaigns);
/// What stands in the form of a campaign that is not opened yet.
struct CampaignWish {
  std::string name;
  std::optional<core::Date> deadline;
  bool second_reviewer = true;
  int carry_months = 0;
  std::string kind = "manager";
  std::int64_t follows = 0;  ///< > 0: a closed campaign whose unanswered rights are asked again
};
/// Before opening: what it would mean, in numbers, and what forbids it.
std::string new_campaign_page(const Frame& frame, const CampaignWish& wish,
                              const std::optional<review::Preflight>& preflight,
                              const std::optional<Problem>& problem);
std::string board_page(const Frame& frame, const review::Board& board,
                       const std::optional<Problem>& problem);
/// Mails that went out, wait or failed; to whom and why, never what they said.
std::string mails_page(const Frame& frame, const review::MailBox& box);
struct FindingsFilter {
  std::string severity;  ///< name_of(Severity) or empty
  std::string code;
  std::string text;  ///< in subject, object or sentence, folded
};
std::string deputies_page(const Frame& frame, const std::vector<core::Deputyship>& deputyships,
                          const std::vector<std::pair<std::string, std::string>>& names,
                          const std::optional<Problem>& problem);
std::string decisions_page(const Frame& frame, const core::Campaign& campaign,
                           const std::vector<review::DecisionLine>& lines);
/// For a spreadsheet: UTF-8 with BOM, ";", CRLF; no cell that a program would take for a formula.
std::string decisions_csv(const Frame& frame, const core::Campaign& campaign,
                          const std::vector<review::DecisionLine>& lines);
std::string log_page(const Frame& frame, const std::vector<core::LoggedEvent>& events,
                     const std::vector<std::pair<std::string, std::string>>& names);
/// 403, 404, 409, 503 …: what happened and what to do, never what is inside.
std::string error_page(const Frame& frame, const Problem& problem);

/// A file that is served as it is: "/static/rettesnor.css". Empty when there is none.
struct StaticFile {
  std::string_view bytes;
  std::string_view media_type;
};
std::optional<StaticFile> static_file(std::string_view path);

}  // namespace rettesnor::web
