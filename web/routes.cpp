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

using enum review::ProductRole;
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
      {"GET",
       kReports,
       kSignedIn,
       {it_operations, review_administrator, security_lead, auditor},
       show_reports},
      {"GET", kPerson, kSignedIn, {}, show_person},
      {"GET", kFindings, kSignedIn, {it_operations, security_lead, auditor}, show_finding_board},
      {"POST", kFindingNote, kSignedIn, {it_operations, security_lead}, note_finding},
      {"GET", kOrphans, kSignedIn, {it_operations, security_lead, auditor}, show_orphans},
      {"POST", kOrphanClose, kSignedIn, {it_operations}, close_orphan},
      {"POST", kOrphanLink, kSignedIn, {it_operations}, link_orphan},
      {"POST", kOrphanAccept, kSignedIn, {it_operations}, accept_orphan},
      {"POST", kOrphanAsk, kSignedIn, {it_operations}, ask_owner_of_orphan},
      {"GET", kOwned, kSignedIn, {}, show_owned},
      {"POST", kOwned, kSignedIn, {}, answer_owned},
      {"POST", kFindingOrder, kSignedIn, {it_operations, security_lead}, order_against_finding},
      {"POST", kCutAccess, kSignedIn, {it_operations, security_lead}, cut_access},
      {"GET", kOrders, kSignedIn, {}, show_orders},
      {"GET", kOrder, kSignedIn, {}, show_order},
      {"POST", kOrderAct, kSignedIn, {}, act_on_order},
      {"POST", kOrderDone, kSignedIn, {}, report_order, Route::Body::form_with_file},
      {"GET", kOrderFile, kSignedIn, {}, download_order_file},
      {"POST", kOrdersRun, kSignedIn, {it_operations}, run_orders},
      {"POST", kOrdersBrake, kSignedIn, {it_operations, security_lead}, brake_orders},
      {"GET", kDeputies, kSignedIn, {}, show_deputies},
      {"POST", kDeputies, kSignedIn, {leader, review_administrator}, arrange_deputy},
      {"POST", kEndDeputy, kSignedIn, {leader, review_administrator}, end_deputy},

      {"GET", kCampaigns, kSignedIn, {}, show_campaigns},
      {"GET", kNewCampaign, kSignedIn, {review_administrator}, show_new_campaign},
      {"POST", kNewCampaign, kSignedIn, {review_administrator}, open_campaign},
      {"POST", kCloseCampaign, kSignedIn, {review_administrator}, close_campaign},
      {"GET", kMails, kSignedIn, {review_administrator}, show_mails},
      {"GET", kBoard, kSignedIn, {review_administrator, security_lead, auditor}, show_board},

      {"GET", kDecisions, kSignedIn, {auditor}, show_decisions},
      {"GET", kDecisionsCsv, kSignedIn, {auditor}, download_decisions},
      {"GET", kDecisionsXlsx, kSignedIn, {auditor}, download_decisions_xlsx},
      {"GET", kLog, kSignedIn, {auditor}, show_log},
      {"GET", kSearch, kSignedIn, {auditor, security_lead}, show_search},
      {"GET", kSearchCsv, kSignedIn, {auditor, security_lead}, download_search_csv},
      {"GET", kSearchXlsx, kSignedIn, {auditor, security_lead}, download_search_xlsx},
      {"GET", kStory, kSignedIn, {auditor, security_lead}, show_story},
      {"GET", kPopulation, kSignedIn, {auditor, security_lead}, show_population},
      {"GET", kPopulationCsv, kSignedIn, {auditor, security_lead}, download_population_csv},
      {"GET", kPopulationXlsx, kSignedIn, {auditor, security_lead}, download_population_xlsx},
      {"GET", kThen, kSignedIn, {auditor, security_lead}, show_then},
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
