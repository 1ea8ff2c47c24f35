// The addresses of the web UI, in one place: routes, links and forms all take them from here.
#pragma once

#include <string>
#include <string_view>

#include "core/campaign.h"
#include "core/order.h"

namespace rettesnor::web {

// Pages (GET). Keys of persons and rights go into the query, percent-encoded.
inline constexpr std::string_view kStart = "/";
inline constexpr std::string_view kSignIn = "/signin";         // ?back=PATH; POST: persona=KEY back
inline constexpr std::string_view kOpenId = "/signin/openid";  // ?back=PATH
inline constexpr std::string_view kOpenIdBack = "/signin/openid/back";    // ?state=&code= or error=
inline constexpr std::string_view kOpenIdEnded = "/signin/openid/ended";  // POST: logout_token
inline constexpr std::string_view kDirectory = "/signin/directory";   // POST: name password back
inline constexpr std::string_view kBreakGlass = "/signin/emergency";  // POST: name password back
inline constexpr std::string_view kSignOut = "/signout";              // POST
inline constexpr std::string_view kLanguage = "/language";  // POST: language=da|en, back=PATH
inline constexpr std::string_view kReview = "/review";  // ?campaign=N&reviewer=KEY[&subject=KEY]
// POST: campaign reviewer subject entitlement version answer until comment seen key
inline constexpr std::string_view kAnswer = "/review/answer";
// POST: campaign reviewer subject comment, and for each green row row=ENTITLEMENT|VERSION|SEEN|KEY
inline constexpr std::string_view kAnswerGreen = "/review/green";
inline constexpr std::string_view kAnswerPerson = "/review/person";  // POST: … what reason key
// POST: campaign reviewer subject entitlement to text
inline constexpr std::string_view kForward = "/review/forward";
inline constexpr std::string_view kConsult = "/review/consult";
inline constexpr std::string_view kPicture = "/review/picture";  // as kReview, and view=
inline constexpr std::string_view kAdvise = "/consult";          // ?id=N; POST: id note
inline constexpr std::string_view kHandBack = "/me/handback";    // POST: entitlement comment
inline constexpr std::string_view kDispute = "/me/notme";        // POST: account
inline constexpr std::string_view kReports = "/reports";
inline constexpr std::string_view kEndDeputy = "/deputies/end";  // POST: leader deputy from
inline constexpr std::string_view kTask = "/task";               // ?campaign=N&reviewer=KEY
inline constexpr std::string_view kSignOff = "/task/signoff";    // POST: campaign reviewer
inline constexpr std::string_view kCalendar = "/deadlines.ics";
inline constexpr std::string_view kMine = "/me";
inline constexpr std::string_view kPerson = "/person";  // ?person=KEY
inline constexpr std::string_view kCampaigns = "/campaigns";
// GET: form; POST: name deadline [confirm=yes]; without confirm it shows what it would mean
inline constexpr std::string_view kNewCampaign = "/campaigns/new";
inline constexpr std::string_view kCloseCampaign = "/campaigns/close";  // POST: campaign reason
inline constexpr std::string_view kBoard = "/board";                    // ?campaign=N
inline constexpr std::string_view kMails = "/mails";
inline constexpr std::string_view kOrphans = "/orphans";
inline constexpr std::string_view kOrphanClose = "/orphans/close";  // POST: account reason
inline constexpr std::string_view kOrphanLink = "/orphans/link";    // POST: account person reason
// POST: account typed until reason
inline constexpr std::string_view kOrphanAccept = "/orphans/accept";
inline constexpr std::string_view kOrphanAsk = "/orphans/ask";  // POST: account reason
inline constexpr std::string_view kOwned = "/owned";            // POST: question answer words until
inline constexpr std::string_view kFindings =
    "/findings";  // ?severity=&code=&text=&system=&unit=&assignee=&finding=
inline constexpr std::string_view kFindingOrder = "/findings/order";  // POST: finding why
inline constexpr std::string_view kCutAccess = "/person/cut";         // POST: person incident why
inline constexpr std::string_view kOrders = "/orders";
inline constexpr std::string_view kOrder = "/order";  // ?order=N
// POST: order why deed=approve|decline|cancel|confirm|carry_out|undo, or deed=choose group
// inner
inline constexpr std::string_view kOrderAct = "/order/act";
inline constexpr std::string_view kOrderDone = "/order/done";      // POST in parts: order why file
inline constexpr std::string_view kOrderFile = "/order/file";      // ?order=N&step=N
inline constexpr std::string_view kOrdersRun = "/orders/run";      // POST: mode=dry|run
inline constexpr std::string_view kOrdersBrake = "/orders/brake";  // POST: position why
inline constexpr std::string_view kDeputies = "/deputies";  // POST: leader deputy from to reason
inline constexpr std::string_view kDecisions = "/audit/decisions";           // ?campaign=N
inline constexpr std::string_view kDecisionsCsv = "/audit/decisions.csv";    // ?campaign=N
inline constexpr std::string_view kLog = "/audit/log";                       // ?before=N
inline constexpr std::string_view kDecisionsXlsx = "/audit/decisions.xlsx";  // ?campaign=N
// ?person=&reviewer=&system=&right=&answer=&from=&to=&campaign=
inline constexpr std::string_view kSearch = "/audit/search";
inline constexpr std::string_view kSearchCsv = "/audit/search.csv";
inline constexpr std::string_view kSearchXlsx = "/audit/search.xlsx";
inline constexpr std::string_view kStory =
    "/audit/answer";  // ?campaign=N&subject=KEY&entitlement=KEY
inline constexpr std::string_view kPopulation = "/audit/population";  // ?campaign=N
inline constexpr std::string_view kPopulationCsv = "/audit/population.csv";
inline constexpr std::string_view kPopulationXlsx = "/audit/population.xlsx";
inline constexpr std::string_view kThen = "/audit/then";  // ?right=TEXT&day= or ?person=TEXT&day=
inline constexpr std::string_view kFindingNote = "/findings/note";  // POST: finding assignee text
inline constexpr std::string_view kStatic = "/static/";

/// Percent-encodes everything but unreserved characters (RFC 3986 2.3).
std::string encode(std::string_view text);
std::string review_address(core::CampaignId campaign, std::string_view reviewer,
                           std::string_view subject = {});
/// `view`: "others" or "changes".
std::string picture_address(core::CampaignId campaign, std::string_view reviewer,
                            std::string_view subject, std::string_view view);
std::string advise_address(std::int64_t consultation);
std::string task_address(core::CampaignId campaign, std::string_view reviewer);
std::string person_address(std::string_view person);
/// `path`, a way in, that leads to `back` afterwards.
std::string sign_in_address(std::string_view path, std::string_view back);
std::string story_address(core::CampaignId campaign, std::string_view subject,
                          std::string_view entitlement);
/// `path` with ?campaign=N.
/// The form of a campaign about what that one left unanswered.
std::string follow_up_address(core::CampaignId campaign);
std::string campaign_address(std::string_view path, core::CampaignId campaign);
std::string order_address(core::OrderId order);
std::string order_file_address(core::OrderId order, std::int64_t step);
std::string finding_address(std::string_view finding);
/// The element of a right's row on a page, "r-1f0c…"; a form's address ends with "#" and the row
/// that comes next, which browsers keep through a redirect that names none.
std::string row_anchor(std::string_view entitlement);

}  // namespace rettesnor::web
