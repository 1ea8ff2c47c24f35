// Builds the views of the sample pages.
#include "tests/web/sample_views.h"

#include "web/accounts/pages_orphans.h"
#include "web/accounts/pages_owned.h"
#include "web/orders/pages_orders.h"

#include <cstdlib>

#include "web/access/pages_access.h"
#include "web/answers/pages_review.h"
#include "web/answers/pages_rows.h"
#include "web/auditing/pages_auditor.h"
#include "web/campaigns/pages_campaigns.h"
#include "web/findings/pages_findings.h"
#include "web/sign_in/pages_sign_in.h"

namespace rettesnor::test {

using namespace std::chrono_literals;
using core::Answer;
using review::Advice;
using review::AdviceReason;
using review::ProductRole;
using review::ReviewRow;
using review::Sensitivity;

namespace {

const core::Timestamp kNow = *core::parse_timestamp("2026-11-02T08:00:00+01:00");

struct Name {
  const char* name;
  const char* title;
};
constexpr Name kPeople[] = {{"Birthe Kragelund", "Sagsbehandler"},
                            {"Søren Åkjær", "Socialrådgiver"},
                            {"Mette Holm-Østergaard", "Konsulent"},
                            {"Ole Thygesen", "Økonomimedarbejder"},
                            {"Anne-Grethe Vestergaard", "Sekretær"},
                            {"Jens Peter Lund", "Sagsbehandler"},
                            {"Fatima El-Sayed", "Socialrådgiver"},
                            {"Kåre Bøgh", "Vikar"},
                            {"Lone Dalgaard", "Faglig koordinator"},
                            {"Rasmus Ipsen", "Sagsbehandler"},
                            {"Yrsa Møller", "Elev"},
                            {"Torben Quist", "Jurist"},
                            {"Zaynab Rahimi", "Socialrådgiver"},
                            {"Henrik Aabye", "Sagsbehandler"},
                            {"Inge Schou", "Sagsbehandler"},
                            {"Palle Nørregaard", "It-koordinator"},
                            {"Ulla Winther", "Sagsbehandler"},
                            {"Carsten Ebbesen", "Konsulent"},
                            {"Dorte Fugl", "Sekretær"},
                            {"Nikolaj Bang", "Studentermedhjælper"}};

review::PersonView person(Flavour flavour, std::size_t at) {
  if (flavour == Flavour::minimal) return {.key = "hr/p1", .ref = "P1", .name = "A"};
  const Name& who = kPeople[at % std::size(kPeople)];
  return {.key = sample_text(flavour, at, "hr/P0" + std::to_string(100 + at)),
          .ref = "P0" + std::to_string(100 + at),
          .name = sample_text(flavour, at, who.name),
          .title = sample_text(flavour, at + 1, who.title),
          .unit = sample_text(flavour, at + 2, "Jobcenter Nord")};
}

core::Decision decision(Flavour flavour, Answer answer) {
  core::Decision out;
  out.campaign = core::CampaignId{7};
  out.subject = "hr/P0101";
  out.entitlement = "e";
  out.version = 1;
  out.answer = answer;
  if (answer == Answer::keep_until) out.until = core::parse_date("31.01.2027");
  out.comment = sample_text(flavour, 3, answer == Answer::keep ? "" : "Aftalt med systemejeren.");
  out.decided_by = "hr/P0001";
  out.decided_at = kNow - 2h;
  out.seen = std::string(64, 'a');
  return out;
}

struct Right {
  const char* ref;
  const char* name;
  const char* description;
  const char* system;
};
constexpr Right kRights[] = {
    {"Kassebog:Godkend betaling", "Godkend betaling", "Kan sende penge af sted fra kommunen.",
     "Kassebog"},
    {"AD:G_Jobcenter_Alle_Sager", "Alle sager i Jobcentret",
     "Kan læse alle borgersager, også beskyttede adresser.", "AD"},
    {"Lønbro:Opsætning", "Opsætning af løn", "", "Lønbro"},
    {"AD:G_Domain_Admins", "Administrator på netværket", "Kan ændre alt på netværket.", "AD"},
    {"SBSYS:Sagsbehandler", "Sagsbehandler", "Opret og ret sager i egen enhed.", "SBSYS"},
    {"AD:G_Fællesdrev", "Fællesdrevet", "Læs og skriv på enhedens fællesdrev.", "AD"},
    {"Kalender:Bruger", "Kalender", "Se kollegers kalender.", "Kalender"},
    {"Intra:Læser", "Intranet", "Læs nyheder.", "Intranet"},
    {"Print:Bruger", "Udskriv i huset", "Brug husets printere.", "Print"}};

void colour(ReviewRow& row, std::size_t at, Flavour flavour) {
  using reconcile::Verdict;
  switch (at % 9) {
    case 0:
      row.advice = Advice::remove;
      row.reason = AdviceReason::sod_conflict;
      row.sensitivity = Sensitivity::sensitive;
      row.verdict = Verdict::extra;
      row.conflicts = {sample_text(flavour, 0, "S1: oprette kreditor og godkende betaling")};
      break;
    case 1:
      row.advice = Advice::remove;
      row.reason = AdviceReason::left_unit;
      row.sensitivity = Sensitivity::extra_sensitive;
      row.verdict = Verdict::former;
      row.previous = decision(flavour, Answer::keep);
      row.previous_by_name = sample_text(flavour, 1, "Vibeke Thorsen");
      break;
    case 2:
      row.advice = Advice::look;
      row.reason = AdviceReason::unused;
      row.last_use = {review::LastUse::Known::never, std::nullopt, 0};
      row.verdict = Verdict::unexplained;
      break;
    case 3:
      row.advice = Advice::look;
      row.reason = AdviceReason::privileged;
      row.sensitivity = Sensitivity::privileged;
      row.verdict = Verdict::authorized;
      row.case_no = sample_text(flavour, 2, "2026-004711");
      row.expires = core::parse_date("31.12.2026");
      break;
    default:
      row.advice = Advice::keep;
      row.reason = AdviceReason::expected;
      row.verdict = Verdict::expected;
      row.rule = sample_text(flavour, 4, "R-12 Sagsbehandlere");
      row.bulk_allowed = true;
  }
}

ReviewRow right(Flavour flavour, std::size_t at) {
  ReviewRow row;
  row.entitlement_key = "e" + std::to_string(at);
  row.seen = std::string(64, 'b');
  if (flavour == Flavour::minimal) return row;
  const Right& what = kRights[at % std::size(kRights)];
  row.entitlement_key = sample_text(flavour, at, what.ref) + std::to_string(at);
  row.ref = sample_text(flavour, at, what.ref);
  row.name = sample_text(flavour, at + 1, what.name);
  row.description = sample_text(flavour, at + 2, what.description);
  row.system = sample_text(flavour, at + 3, what.system);
  row.paths = {{{"person", sample_text(flavour, at, "Birthe Kragelund")},
                {"account", "bikra"},
                {"entitlement", sample_text(flavour, at + 1, "G_Jobcenter")},
                {"entitlement", sample_text(flavour, at, what.ref)}}};
  row.direct = at % 3 == 0;
  row.since = *core::parse_timestamp("2021-03-14T08:00:00+01:00");
  row.last_use = {review::LastUse::Known::on, core::parse_date("12.10.2026"), at % 2 ? 14 : 0};
  row.peers_with = static_cast<int>(at % 12);
  row.peers_total = 12;
  colour(row, at, flavour);
  return row;
}

review::Task task(Flavour flavour) {
  review::Task out;
  out.campaign = sample_campaign();
  out.reviewer = person(flavour, 8);
  out.days_left = 17;
  if (flavour == Flavour::minimal) return out;
  for (std::size_t at = 0; at < 20; ++at) {
    const int answered = at < 7 ? 9 : at == 7 ? 4 : 0;
    out.subjects.push_back(
        {person(flavour, at), review::RouteReason::leader, 9, answered, static_cast<int>(at % 4)});
    out.items += 9;
    out.answered += answered;
  }
  return out;
}

review::Task signed_task(Flavour flavour) {
  review::Task out = task(flavour);
  for (review::SubjectProgress& each : out.subjects) each.answered = each.items;
  out.answered = out.items;
  out.on_behalf = true;
  out.sign_off = core::SignOff{out.campaign.id, out.reviewer.key, "hr/P0999",
                               kNow - 1h,       out.items,        std::string(64, 'c')};
  out.signed_by_name = "Bente Stedfortræder";
  return out;
}

review::Board board(Flavour flavour) {
  review::Board out;
  out.campaign = sample_campaign();
  if (flavour == Flavour::minimal) return out;
  const char* units[] = {"Borgerservice",      "Jobcenter Nord",  "Plejehjemmet Åbrinken",
                         "Skoleforvaltningen", "Teknik og Miljø", "Økonomi og Personale"};
  const char* systems[] = {"Kassebog",   "SagsHuset", "JobSpor",
                           "OmsorgsNet", "Kataloget", "Byg & Miljø"};
  for (std::size_t at = 0; at < std::size(units); ++at) {
    const int n = static_cast<int>(at);
    out.units.push_back({sample_text(flavour, at, units[at]), 12 + n, 180, 30 * n, n});
    out.systems.push_back({sample_text(flavour, at, systems[at]), 12 + n, 180, 30 * n, n});
    review::Task each = at == 5 ? signed_task(flavour) : task(flavour);
    each.reviewer = person(flavour, at);
    if (at == 0) each.answered = 0;
    out.tasks.push_back(each);
  }
  out.left_out = {{person(flavour, 3), "no_rights"}, {person(flavour, 4), "nobody_to_ask"}};
  out.items = 1080;
  out.answered = 450;
  out.removals = 15;
  return out;
}

review::Board closed_board(Flavour flavour) {
  review::Board out = board(flavour);
  out.campaign.closed_at = kNow;
  out.closed_by_name = sample_text(flavour, 2, "Agnete Friis");
  out.two_decide = 40;
  out.two_waiting = 3;
  out.nobody_second = 1;
  out.carried = 210;
  core::Decision asked;
  asked.answer = core::Answer::remove;
  asked.comment = sample_text(flavour, 4, "Hører ikke til jobbet");
  asked.decided_at = kNow;
  out.policy_changes = {
      {person(flavour, 1), sample_text(flavour, 2, "SagsHuset:Leder"), asked,
       sample_text(flavour, 3, "Ib"), true},
      {person(flavour, 2), sample_text(flavour, 3, "SagsHuset:Opslag"), asked, "", false}};
  return out;
}

core::Report report(Flavour flavour, const std::string& kind) {
  core::Report out;
  out.kind = kind;
  out.subject = "hr/P0001";
  out.thing = "e2";
  out.comment = sample_text(flavour, 1, "Hun stoppede i august.");
  out.reported_by = "hr/P0002";
  out.reported_at = kNow - 2h;
  return out;
}

review::ConsultPage consultation(Flavour flavour) {
  review::ConsultPage out;
  out.campaign = sample_campaign();
  out.line.consultation.id = 7;
  out.line.consultation.asked_at = kNow - 3h;
  out.subject = person(flavour, 0);
  out.row = right(flavour, 1);
  if (flavour == Flavour::minimal) return out;
  out.line.consultation.question = sample_text(flavour, 1, "Bruger hun den på vagten?");
  out.line.asked_name = sample_text(flavour, 2, "Lone Dalgaard");
  out.line.asked_by_name = sample_text(flavour, 3, "Connie Rask");
  return out;
}

std::vector<review::OtherRight> other_rights(Flavour flavour) {
  std::vector<review::OtherRight> out;
  for (const char* reason : {"exempt", "first", "carried"}) {
    if (flavour == Flavour::minimal) break;
    out.push_back({right(flavour, out.size()), sample_text(flavour, 1, "Vibeke Thorsen"), reason});
  }
  return out;
}

review::PersonChanges person_changes(Flavour flavour) {
  review::PersonChanges out;
  if (flavour == Flavour::minimal) return out;
  out.campaign_name = sample_text(flavour, 2, "Forår 2026");
  out.since = kNow - 4400h;
  review::RightChange change;
  change.ref = sample_text(flavour, 1, "Kassebog:Godkend");
  change.name = sample_text(flavour, 3, "Godkend betaling");
  change.description = sample_text(flavour, 2, "Godkender regninger.");
  change.system = sample_text(flavour, 1, "Kassebog");
  change.sensitivity = Sensitivity::privileged;
  change.since = kNow - 1000h;
  out.changes = {change, change};
  out.changes[1].what = review::RightChange::What::removed;
  out.changes[1].since.reset();
  return out;
}

std::vector<review::ReportLine> report_lines(Flavour flavour) {
  std::vector<review::ReportLine> out;
  for (const char* kind : {"left", "not_my_employee", "hand_back", "not_me"}) {
    if (flavour == Flavour::minimal) break;
    out.push_back({report(flavour, kind), person(flavour, 1),
                   sample_text(flavour, 3, "SagsHuset/meho"),
                   sample_text(flavour, 2, "Connie Rask")});
  }
  return out;
}

/// What several people had to do with.
void entangle(ReviewRow& row, Flavour flavour) {
  row.two_decide = true;
  row.other_reviewer = sample_text(flavour, 1, "Palle Nørregaard");
  row.other = decision(flavour, Answer::keep);
  row.other_by_name = sample_text(flavour, 1, "Palle Nørregaard");
  row.sent_by_name = sample_text(flavour, 2, "Connie Rask");
  row.sent_why = sample_text(flavour, 3, "Hun arbejder hos dig om torsdagen.");
  row.handed_back = report(flavour, "hand_back");
  row.consultations = {consultation(flavour).line};
}

review::MyAccess access(Flavour flavour) {
  review::MyAccess out;
  out.person = person(flavour, 0);
  if (flavour == Flavour::minimal) return out;
  out.accounts = {{"a1", sample_text(flavour, 1, "SagsHuset/bikra")}, {"a2", "Kataloget/bikra"}};
  out.reports = {report(flavour, "hand_back"), report(flavour, "not_me")};
  out.reports[0].thing = right(flavour, 0).entitlement_key;
  out.reports[1].thing = "a2";
  for (std::size_t at = 0; at < 6; ++at) {
    out.rows.push_back(right(flavour, at));
    if (at == 2) {
      out.rows.back().decision = decision(flavour, Answer::keep_until);
      out.rows.back().decided_by_name = sample_text(flavour, at, "Lone Dalgaard");
    }
  }
  core::LoggedEvent look;
  look.sequence = 3;
  look.at = kNow - 5h;
  look.kind = "looked_at_person";
  look.actor = "hr/P0777";
  out.lookups = {look};
  out.lookup_names = {sample_text(flavour, 1, "Palle Nørregaard")};
  return out;
}

review::MailBox mails(Flavour flavour) {
  if (flavour == Flavour::minimal) return {};
  review::MailBox box;
  box.traffic = review::MailBox::Traffic::stopped;
  for (const core::MailState state : {core::MailState::failed, core::MailState::sent,
                                      core::MailState::dropped, core::MailState::queued}) {
    core::Mail mail;
    mail.person = "hr/P0001";
    mail.address = sample_text(flavour, 1, "lone.dalgaard@kommune.example");
    mail.subject = sample_text(flavour, 2, "Attestering: 12 rettigheder venter på svar");
    mail.queued_at = core::Timestamp(std::chrono::seconds(1'793'000'000));
    mail.state = state;
    if (state == core::MailState::failed)
      mail.trouble = sample_text(flavour, 3, "550 no such user");
    box.mails.push_back({mail, sample_text(flavour, 4, "Lone Dalgaard")});
  }
  return box;
}

std::vector<core::LoggedEvent> events(Flavour flavour) {
  std::vector<core::LoggedEvent> out;
  if (flavour == Flavour::minimal) return out;
  const char* kinds[] = {"decision", "signed_in", "campaign_opened", "looked_at_person", "odd"};
  for (std::size_t at = 0; at < std::size(kinds); ++at) {
    core::LoggedEvent each;
    each.sequence = 40 - static_cast<std::int64_t>(at);
    each.at = kNow - std::chrono::hours(at);
    each.kind = sample_text(flavour, at, kinds[at]);
    each.actor = sample_text(flavour, at, at == 2 ? "system" : "hr/P0101");
    each.bytes = sample_text(flavour, at, R"({"actor":"hr/P0101","kind":"decision"})");
    each.hash = std::string(32, '\x2a');
    out.push_back(each);
  }
  return out;
}

std::vector<core::Deputyship> deputyships(Flavour flavour) {
  if (flavour == Flavour::minimal) return {};
  core::Deputyship now;
  now.leader = "hr/P0001";
  now.deputy = "hr/P0002";
  now.from = *core::parse_date("01.11.2026");
  now.to = *core::parse_date("30.11.2026");
  now.reason = sample_text(flavour, 0, "Ferie");
  core::Deputyship over = now;
  over.to = now.from - core::Days(1);
  over.from = now.from - core::Days(30);
  return {now, over};
}

}  // namespace

const core::LocalZone& sample_zone() {
  static const core::LocalZone zone = [] {
    auto found = core::LocalZone::named("Europe/Copenhagen");
    if (!found) std::abort();
    return *found;
  }();
  return zone;
}

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      "=HYPERLINK(\"http://x\",\"y\")", "<img src=x onerror=alert(1)>",
      "\"><script>alert(1)</script>",   "ab\u202Ecod.exe",
      std::string("nul\0byte", 8),      std::string(10240, 'N'),
      "{{{csrf}}} {{#rows}}",           "javascript:alert(1)",
      "' onmouseover='alert(1)",        "bad\xff\xfe utf8"};
  return texts;
}

web::Frame sample_frame(web::Language language) {
  web::Frame frame;
  frame.language = language;
  frame.municipality = "Nørreådal Kommune";
  frame.person_name = "Lone Dalgaard";
  frame.roles = {ProductRole::user,          ProductRole::leader,
                 ProductRole::auditor,       ProductRole::review_administrator,
                 ProductRole::security_lead, ProductRole::it_operations};
  frame.csrf = "csrf-of-the-sample";
  frame.here = "/";
  frame.now = kNow;
  frame.zone = &sample_zone();
  frame.demo = true;
  frame.data_age = {review::DataAge::Known::from, kNow - 3h};
  return frame;
}

core::Campaign sample_campaign() {
  core::Campaign campaign;
  campaign.id = core::CampaignId{7};
  campaign.name = "Efterår 2026";
  campaign.kind = "manager";
  campaign.as_of = kNow - 100h;
  campaign.opened_at = kNow - 99h;
  campaign.deadline = *core::parse_date("19.11.2026");
  return campaign;
}

std::string sample_text(Flavour flavour, std::size_t which, const std::string& plain) {
  if (flavour == Flavour::hostile) return hostile_texts()[which % hostile_texts().size()];
  return plain;
}

review::ReviewPage sample_review(Flavour flavour) {
  review::ReviewPage page;
  page.campaign = sample_campaign();
  page.reviewer = person(flavour, 8);
  page.subject = person(flavour, 0);
  page.position = 3;
  page.total = 17;
  if (flavour == Flavour::minimal) return page;
  page.on_behalf = true;
  page.sees_person = true;
  page.route = review::RouteReason::higher_leader;
  page.previous_subject = sample_text(flavour, 1, "hr/P0102");
  page.next_subject = sample_text(flavour, 2, "hr/P0103");
  for (std::size_t at = 0; at < 9; ++at) page.rows.push_back(right(flavour, at));
  entangle(page.rows[1], flavour);
  entangle(page.rows[3], flavour);
  page.rows[3].seat = core::Seat::second;
  page.carried = {right(flavour, 9), right(flavour, 10)};
  for (ReviewRow& row : page.carried) row.previous = decision(flavour, Answer::keep);
  page.reported = report(flavour, "left");
  page.rows[2].decision = decision(flavour, Answer::keep);
  page.rows[2].decided_by_name = sample_text(flavour, 1, "Lone Dalgaard");
  page.rows[3].decision = decision(flavour, Answer::keep_until);
  page.rows[3].decided_by_name = sample_text(flavour, 1, "Lone Dalgaard");
  return page;
}

std::vector<review::DecisionLine> sample_decisions(Flavour flavour) {
  std::vector<review::DecisionLine> out;
  if (flavour == Flavour::minimal) return out;
  for (const Answer answer : {Answer::keep, Answer::remove, Answer::keep_until, Answer::reduce,
                              Answer::not_mine, Answer::dont_know}) {
    const auto at = static_cast<std::size_t>(answer);
    out.push_back({decision(flavour, answer), person(flavour, at),
                   sample_text(flavour, at, "AD:G_A"),
                   sample_text(flavour, at + 1, "Lone Dalgaard"),
                   sample_text(flavour, at + 2, "Vibeke Thorsen"), answer != Answer::remove});
  }
  return out;
}

/// One that waits for the reader, with everything that a page can tell of an order.
review::OrderBoard sample_orders(Flavour flavour) {
  review::OrderView view;
  core::Order& order = view.story.order;
  order.id = core::OrderId(17);
  order.act = core::OrderAct::choose;
  order.system = "Kataloget";
  order.account_ref = sample_text(flavour, 1, "Kataloget/meho");
  order.right_ref = sample_text(flavour, 2, "Kataloget:G_Drift");
  order.cause = sample_text(flavour, 3, "INC-7");
  order.words = sample_text(flavour, 4, "Skiftede opgave");
  order.instruction =
      sample_text(flavour, 5, "meho → G_A → G_Drift") + "\n" + sample_text(flavour, 6, "x");
  order.risks = "privileged";
  order.approvals = 2;
  order.requested_at = kNow;
  order.deadline = kNow;
  view.subject = person(flavour, 0);
  view.requested_by_name = sample_text(flavour, 7, "Connie Rask");
  view.needed = 2;
  view.overdue = true;
  view.deeds.bits = 0xff;
  using Kind = core::OrderStep::Kind;
  for (const Kind kind : {Kind::approved, Kind::intent, Kind::carried_out, Kind::still_effective}) {
    core::OrderStep step;
    step.kind = kind;
    step.number = static_cast<std::int64_t>(view.story.steps.size()) + 1;
    step.at = kNow;
    step.words = sample_text(flavour, 8, "enig");
    step.detail = sample_text(flavour, 9, "meho → G_A");
    view.story.steps.push_back(step);
    view.step_names.push_back(sample_text(flavour, 1, "Ib Dahl"));
  }
  core::OrderFile proof{order.id,
                        3,
                        sample_text(flavour, 2, "skærm.png"),
                        "image/png",
                        std::string(64, 'a'),
                        42'000,
                        "hr/P0001",
                        kNow,
                        ""};
  view.story.files.push_back(std::move(proof));
  view.ways = {
      {sample_text(flavour, 1, "Kataloget:G_A"), "",
       sample_text(flavour, 5, "meho → G_A → G_Drift"), sample_text(flavour, 7, "Connie Rask"), 0,
       1, true},
      {sample_text(flavour, 2, "Kataloget:G_Drift"), sample_text(flavour, 3, "Kataloget:G_A"),
       sample_text(flavour, 5, "meho → G_A → G_Drift"), "", 12, 0, false}};
  view.finding.emplace();
  view.finding->id = std::string(32, '0');
  view.finding->finding.code = "MOVER_RETAINED";
  view.finding->finding.subject.label = sample_text(flavour, 4, "Mette Holm");
  view.finding->resolved_at = kNow;
  const core::OrderBrake brake{core::OrderBrake::Position::pulled, "hr/p1",
                               sample_text(flavour, 2, "Noget er galt"), kNow};
  return {{view}, brake};
}

namespace {

/// One whose person left, and one that may be either of two.
web::OrphanLists sample_orphans(Flavour flavour) {
  review::OrphanLine left;
  left.orphan.account = {"account", "Kataloget/meho", sample_text(flavour, 1, "Kataloget/meho"),
                         ""};
  left.orphan.person = {"person", "hr/P0001", "P0001", sample_text(flavour, 2, "Mette Holm")};
  left.orphan.situation = review::OrphanSituation::left;
  left.orphan.reach = review::Orphan::Reach::remote;
  left.orphan.since = core::Date(std::chrono::days(20000));
  left.person = person(flavour, 0);
  left.owner = sample_text(flavour, 3, "Ib Dahl");
  review::OrphanLine unclear;
  unclear.orphan.account = {"account", "Kataloget/alm", sample_text(flavour, 4, "Kataloget/alm"),
                            ""};
  unclear.orphan.situation = review::OrphanSituation::unclear;
  unclear.orphan.closing = review::Orphan::Closing::person;
  unclear.candidates = {person(flavour, 0), person(flavour, 1)};
  unclear.owner_word.emplace();
  unclear.owner_word->asked = sample_text(flavour, 2, "Ib Dahl");
  unclear.owner_word->question.words = sample_text(flavour, 1, "Hvad er den til?");
  unclear.owner_word->question.asked_at = kNow;
  review::OrphanLine closing = left;
  closing.owner_word = unclear.owner_word;
  closing.owner_word->answered_by = sample_text(flavour, 6, "Ib Dahl");
  closing.owner_word->question.answer =
      core::OwnerAnswer{core::OwnerVerdict::close, std::nullopt, sample_text(flavour, 2, "Luk den"),
                        "hr/P0001", kNow};
  closing.orphan.account.ref = "under way";
  review::AcceptedAccount scanner;
  scanner.account = {"account", "Kataloget/scan", sample_text(flavour, 5, "Kataloget/scan"), ""};
  scanner.answers = person(flavour, 1);
  scanner.until = core::Date(std::chrono::days(20600));
  scanner.reason = sample_text(flavour, 6, "Scanner i borgerservice");
  scanner.decided_by = sample_text(flavour, 3, "Ib Dahl");
  scanner.holds = true;
  review::AcceptedAccount over = scanner;
  over.holds = false;
  over.answers = {};
  return {{left, unclear, closing}, {scanner, over}, {{"under way", core::OrderId(17)}}};
}

/// One that is nobody's, and one of somebody who left.
std::vector<review::OwnerQuestionView> sample_questions(Flavour flavour) {
  const web::OrphanLists lists = sample_orphans(flavour);
  std::vector<review::OwnerQuestionView> questions;
  for (const review::OrphanLine& line : lists.work) {
    review::OwnerQuestionView view;
    view.question.id = static_cast<std::int64_t>(questions.size()) + 1;
    view.question.words = sample_text(flavour, 0, "Hvad er den til?");
    view.question.asked_at = kNow;
    view.orphan = line.orphan;
    view.person = line.person;
    view.asked_by = sample_text(flavour, 1, "Ib Dahl");
    if (!questions.empty()) {
      view.rights = {sample_text(flavour, 2, "Skanne"), sample_text(flavour, 3, "Medicin")};
      view.last_use = review::LastUse{};
    }
    questions.push_back(std::move(view));
  }
  return questions;
}

std::vector<review::RunLine> sample_run(Flavour flavour) {
  return {{core::OrderId(17), review::RunLine::Outcome::held, sample_text(flavour, 3, "venter")}};
}

}  // namespace

std::vector<SamplePage> sample_pages(web::Language language, Flavour flavour) {
  web::Frame frame = sample_frame(language);
  if (flavour == Flavour::minimal) {
    frame = {.language = language, .zone = &sample_zone()};
  } else if (flavour == Flavour::hostile) {
    frame.municipality = hostile_texts()[1];
    frame.person_name = hostile_texts()[2];
    frame.here = hostile_texts()[2];
  }
  const bool bare = flavour == Flavour::minimal;
  std::optional<web::Problem> problem;
  if (!bare)
    problem = web::Problem{409, sample_text(flavour, 1, "Skriv, hvorfor den skal beholdes."), ""};
  const review::ReviewPage review = sample_review(flavour);
  std::optional<web::Problem> row_problem = problem;
  if (row_problem) row_problem->entitlement = review.rows[0].entitlement_key;
  review::ReviewPage done = review;
  for (ReviewRow& row : done.rows) row.decision = decision(flavour, Answer::remove);
  review::ReviewPage standing = done;
  standing.signed_off = true;
  standing.next_subject.reset();
  review::Task late = task(flavour);
  late.days_left = -2;
  late.on_behalf = true;
  review::Task ready = task(flavour);
  ready.answered = ready.items;
  std::vector<core::Campaign> campaigns;
  if (!bare) campaigns = {sample_campaign(), sample_campaign()};
  if (!bare) {
    campaigns[1].closed_at = kNow;
    campaigns[1].open_items_at_close = 4;
    campaigns[1].name = sample_text(flavour, 1, "Forår 2026");
  }
  review::Preflight preflight{{}, 300, 2700, 31, 45, {}, 180};
  review::Preflight refused = preflight;
  refused.refusals = {
      {core::ErrorKind::refused, sample_text(flavour, 1, "Kilden \"AD\" er tre dage gammel.")}};
  refused.nobody_to_ask = {{person(flavour, 1), "nobody_to_ask"}};
  const std::vector<std::pair<std::string, std::string>> names = {
      {"hr/P0001", sample_text(flavour, 1, "Lone Dalgaard")},
      {"hr/P0002", sample_text(flavour, 2, "Palle Nørregaard")},
      {"hr/P0101", sample_text(flavour, 3, "Søren Åkjær")}};
  web::Frame outside = frame;
  outside.person_name.clear();
  outside.roles = {};
  using namespace web;
  std::vector<review::PersonView> personas;
  for (std::size_t at = 0; !bare && at < 6; ++at) personas.push_back(person(flavour, at));
  for (review::PersonView& persona : personas) persona.holds = {"leader", "deputy"};
  std::vector<review::ConsultPage> asked;
  if (!bare) asked = {consultation(flavour)};
  SignInOffer demo_offer;
  demo_offer.personas = personas;
  web::Frame real = outside;
  real.demo = false;
  const SignInOffer offer{.personas = {},
                          .openid_name = bare ? "" : sample_text(flavour, 2, "Mågesunds login"),
                          .directory = true,
                          .break_glass = !bare,
                          .back = "/review?campaign=1",
                          .typed = sample_text(flavour, 3, "copel")};
  std::vector<review::Task> tasks;
  if (!bare) tasks = {task(flavour), late, signed_task(flavour)};
  web::Frame mender = frame;
  mender.roles.insert(review::ProductRole::it_operations);
  std::vector<SamplePage> pages = {
      {"sign-in", sign_in_page(outside, demo_offer, problem)},
      {"start", start_page(frame, tasks, campaigns, asked, bare ? 0 : 2)},
      {"review", review_page(frame, review, std::nullopt)},
      {"review-problem", review_page(frame, review, row_problem)},
      {"review-done", review_page(frame, done, problem)},
      {"review-signed", review_page(frame, standing, std::nullopt)},
      {"task", task_page(frame, task(flavour), problem)},
      {"task-ready", task_page(frame, ready, std::nullopt)},
      {"task-signed", task_page(frame, signed_task(flavour), std::nullopt)},
      {"me", my_access_page(frame, access(flavour), problem)},
      {"person", person_page(mender, access(flavour), problem)},
      {"campaigns", campaigns_page(frame, campaigns)},
      {"new-campaign",
       new_campaign_page(
           frame, {sample_text(flavour, 2, "Forår 2027"), sample_campaign().deadline, true, 6},
           bare ? std::nullopt : std::optional(preflight), std::nullopt)},
      {"new-campaign-refused", new_campaign_page(frame, {}, refused, problem)},
      {"others", others_page(frame, review, other_rights(flavour))},
      {"changes", changes_page(frame, review, person_changes(flavour))},
      {"consult", consult_page(frame, consultation(flavour), problem)},
      {"reports", reports_page(frame, report_lines(flavour))},
      {"board-closed", board_page(frame, closed_board(flavour), std::nullopt)},
      {"board", board_page(frame, board(flavour), problem)},
      {"mails", mails_page(frame, mails(flavour))},
      {"orders", orders_page(frame, sample_orders(flavour), sample_text(flavour, 0, "Ib Dahl"),
                             sample_run(flavour), problem)},
      {"orders-none", orders_page(frame, {}, "", {}, std::nullopt)},
      {"orphans", orphans_page(frame, bare ? web::OrphanLists() : sample_orphans(flavour),
                               {"Kataloget/alm", sample_text(flavour, 2, "Ida"),
                                sample_text(flavour, 4, "2027"), sample_text(flavour, 0, "-")},
                               problem)},
      {"owned",
       owned_page(frame,
                  bare ? std::vector<review::OwnerQuestionView>() : sample_questions(flavour),
                  {2, core::OwnerVerdict::close, sample_text(flavour, 4, "Scanner"),
                   sample_text(flavour, 5, "2027")},
                  Thanks::said, problem)},
      {"order", order_page(frame, sample_orders(flavour).orders.front(), problem)},
      {"deputies", deputies_page(frame, deputyships(flavour), names, problem)},
      {"decisions", decisions_page(frame, sample_campaign(), sample_decisions(flavour))},
      {"log", log_page(frame, events(flavour), names)},
      {"error-403", error_page(frame, {403, sample_text(flavour, 1, "Listen er ikke din."), ""})},
      {"error-503", error_page(outside, {503, "", ""})},
      {"sign-in-ways", sign_in_page(real, offer, std::nullopt)},
      {"sign-in-wrong", sign_in_page(real, offer, problem)},
      {"sign-in-none", sign_in_page(real, {}, std::nullopt)},
      {"not-known", not_known_page(real, "Kataloget/" + sample_text(flavour, 1, "copel"),
                                   bare ? "" : "https://login.example/end?x=1")},
      {"signed-out", signed_out_page(real, sample_text(flavour, 2, "Mågesunds login"),
                                     "https://login.example/end?x=1")},
  };
  for (SamplePage& page : sample_auditor_pages(frame, flavour)) pages.push_back(std::move(page));
  return pages;
}

}  // namespace rettesnor::test
