// The table of routes.
#include "web/routes.h"
#include "web/findings/routes_findings.h"

#include <algorithm>
#include <vector>

#include "web/access/routes_access.h"
#include "web/accounts/routes_orphans.h"
#include "web/accounts/routes_owned.h"
#include "web/answers/routes_review.h"
#include "web/answers/routes_rows.h"
#include "web/auditing/routes_audit.h"
#include "web/auditing/routes_auditor.h"
#include "web/campaigns/routes_campaigns.h"
#include "web/orders/routes_orders.h"
#include "web/parts/addresses.h"
#include "web/sign_in/routes_openid.h"
#include "web/sign_in/routes_password.h"
#include "web/sign_in/routes_session.h"

namespace rettesnor::web {
namespace {

using review::Deed;
constexpr auto kOpen = Route::Entry::open;
constexpr auto kProvider = Route::Entry::provider;
constexpr auto kSignedIn = Route::Entry::signed_in;

std::vector<Route> table() {
  return {
      {"GET", kSignIn, kOpen, {}, show_sign_in},
      {"POST", kSignIn, kOpen, {}, sign_in},
      {"GET", kOpenId, kOpen, {}, leave_for_provider},
      {"GET", kOpenIdBack, kOpen, {}, come_back_from_provider},
      {"POST", kOpenIdEnded, kProvider, {}, end_for_provider},
      {"POST", kDirectory, kOpen, {}, sign_in_with_password},
      {"POST", kBreakGlass, kOpen, {}, break_glass},
      {"POST", kSignOut, kOpen, {}, sign_out},
      {"POST", kLanguage, kOpen, {}, choose_language},

      {"GET", kStart, kSignedIn, {}, show_start},
      {"GET", kReview, kSignedIn, {}, show_review},
      {"POST", kAnswer, kSignedIn, {}, give_answer},
      {"POST", kAnswerGreen, kSignedIn, {}, answer_green},
      {"POST", kAnswerPerson, kSignedIn, {}, answer_person},
      {"POST", kForward, kSignedIn, {}, forward_row},
      {"POST", kConsult, kSignedIn, {}, consult_colleague},
      {"GET", kPicture, kSignedIn, {}, show_picture},
      {"GET", kAdvise, kSignedIn, {}, show_consultation},
      {"POST", kAdvise, kSignedIn, {}, give_advice},
      {"GET", kTask, kSignedIn, {}, show_task},
      {"POST", kSignOff, kSignedIn, {}, sign_off},
      {"GET", kCalendar, kSignedIn, {}, download_deadlines},

      {"GET", kMine, kSignedIn, {}, show_mine},
      {"POST", kHandBack, kSignedIn, {}, hand_back},
      {"POST", kDispute, kSignedIn, {}, dispute_account},
      {"GET", kReports, kSignedIn, Deed::see_reports, show_reports},
      {"GET", kPerson, kSignedIn, {}, show_person},
      {"GET", kFindings, kSignedIn, Deed::see_findings, show_finding_board},
      {"POST", kFindingNote, kSignedIn, Deed::note_findings, note_finding},
      {"GET", kOrphans, kSignedIn, Deed::see_orphans, show_orphans},
      {"POST", kOrphanClose, kSignedIn, Deed::settle_orphans, close_orphan},
      {"POST", kOrphanLink, kSignedIn, Deed::settle_orphans, link_orphan},
      {"POST", kOrphanAccept, kSignedIn, Deed::settle_orphans, accept_orphan},
      {"POST", kOrphanAsk, kSignedIn, Deed::ask_owners, ask_owner_of_orphan},
      {"GET", kOwned, kSignedIn, {}, show_owned},
      {"POST", kOwned, kSignedIn, {}, answer_owned},
      {"POST", kFindingOrder, kSignedIn, Deed::request_orders, order_against_finding},
      {"POST", kCutAccess, kSignedIn, Deed::cut_access, cut_access},
      {"GET", kOrders, kSignedIn, {}, show_orders},
      {"GET", kOrder, kSignedIn, {}, show_order},
      {"POST", kOrderAct, kSignedIn, {}, act_on_order},
      {"POST", kOrderDone, kSignedIn, {}, report_order, Route::Body::form_with_file},
      {"GET", kOrderFile, kSignedIn, {}, download_order_file},
      {"POST", kOrdersRun, kSignedIn, Deed::carry_out_orders, run_orders},
      {"POST", kOrdersBrake, kSignedIn, Deed::stop_orders, brake_orders},
      {"GET", kDeputies, kSignedIn, {}, show_deputies},
      {"POST", kDeputies, kSignedIn, Deed::arrange_deputies, arrange_deputy},
      {"POST", kEndDeputy, kSignedIn, Deed::arrange_deputies, end_deputy},

      {"GET", kCampaigns, kSignedIn, {}, show_campaigns},
      {"GET", kNewCampaign, kSignedIn, Deed::open_campaigns, show_new_campaign},
      {"POST", kNewCampaign, kSignedIn, Deed::open_campaigns, open_campaign},
      {"POST", kCloseCampaign, kSignedIn, Deed::close_campaigns, close_campaign},
      {"GET", kMails, kSignedIn, Deed::see_mails, show_mails},
      {"GET", kBoard, kSignedIn, Deed::see_all_campaigns, show_board},

      {"GET", kDecisions, kSignedIn, Deed::see_decisions, show_decisions},
      {"GET", kDecisionsCsv, kSignedIn, Deed::see_decisions, download_decisions},
      {"GET", kDecisionsXlsx, kSignedIn, Deed::see_decisions, download_decisions_xlsx},
      {"GET", kLog, kSignedIn, Deed::read_log, show_log},
      {"GET", kSearch, kSignedIn, Deed::search_answers, show_search},
      {"GET", kSearchCsv, kSignedIn, Deed::search_answers, download_search_csv},
      {"GET", kSearchXlsx, kSignedIn, Deed::search_answers, download_search_xlsx},
      {"GET", kStory, kSignedIn, Deed::search_answers, show_story},
      {"GET", kPopulation, kSignedIn, Deed::see_population, show_population},
      {"GET", kPopulationCsv, kSignedIn, Deed::see_population, download_population_csv},
      {"GET", kPopulationXlsx, kSignedIn, Deed::see_population, download_population_xlsx},
      {"GET", kThen, kSignedIn, Deed::see_access_then, show_then},
  };
}

}  // namespace

std::span<const Route> routes() {
  static const std::vector<Route> rows = table();
  return rows;
}

const Route* route_for(std::string_view method, std::string_view path) {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (const Route& route : routes()) {
    if (route.method == wanted && route.path == path) return &route;
  }
  return nullptr;
}

std::string_view upload_path() {
  for (const Route& route : routes()) {
    if (route.body == Route::Body::form_with_file) return route.path;
  }
  return {};
}

bool is_known_path(std::string_view path) {
  const auto rows = routes();
  return std::any_of(rows.begin(), rows.end(), [&](const Route& row) { return row.path == path; });
}

}  // namespace rettesnor::web
