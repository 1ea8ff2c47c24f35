// Tells the trouble, one topic at a time.
#include "tests/support/troubled_town.h"

#include "tests/support/told_findings.h"

namespace rettesnor::test {
namespace {

constexpr std::string_view kLongAgo = "2026-01-05T08:00:00Z";
constexpr std::string_view kSeen = "2026-10-26T06:00:00Z";

void tell_accounts(Town& town) {
  town.with(
      account("gnielse2", "Kataloget").set(Attribute::description, "se 999999-9999"),
      person("vibe").named("Vibe Storm").employed("IT"),
      account("vibe", "Kataloget").of("vibe").last_used(kLongAgo),
      account("vibe", "Ny").of("vibe").created(kLongAgo).set(Attribute::never_used, "1"),
      account("svc_sql7", "Kataloget").kind("service").set(Attribute::password_never_expires, "1"),
      account("tom", "Kataloget").kind("test").set(Attribute::password_not_required, "1"),
      account("medicinrum", "Kataloget").kind("shared"),
      account("svc_ole", "Kataloget").kind("service").set(Attribute::owner, "n-birthe"),
      account("adm-vibe", "Kataloget").of("vibe").kind("admin"),
      account("rpa", "Kataloget").kind("robot").member_of("G_Domain"),
      person("ms1").named("Mette Sørensen").employed("IT"),
      person("ms2").named("Mette Sørensen").employed("HR"),
      account("mesor", "Kataloget").named("Mette Sørensen"),
      person("soeren").named("Per Sørensen").employed("IT"),
      account("psor", "Kataloget").named("Per Sörensen"),
      person("d1").named("Bo Lund").mail("bo@example.test").employed("HR"),
      person("d2").named("Bo Lund").mail("bo@example.test").employed("HR"));
}

void tell_people(Town& town) {
  town.with(
      person("birthe").named("Birthe Kragelund").employed("IT").until("2026-11-01"),
      account("bikra", "Kataloget").of("birthe").last_used("2026-11-02T01:00:00Z"),
      account("bikra2", "Kataloget").of("birthe").disabled().member_of("G_Drift"),
      person("fri")
          .named("Frida Holm")
          .employed("IT")
          .status("FRITSTILLET")
          .released_at("2026-10-30T16:00:00Z"),
      account("fri", "Kataloget").of("fri"),
      person("orlov").named("Olga Lov").employed("IT").status("ORLOV"),
      account("orlov", "Kataloget").of("orlov").member_of("Kritisk"),
      person("flyt")
          .named("Flemming Ytting")
          .employed("Jobcenter")
          .until("2026-05-31")
          .employed("Teknik"),
      account("flyt", "JobSpor").of("flyt").member_of("Sager"), group("Sager", "JobSpor"),
      role("R-JOB").unit("Jobcenter").expects("JobSpor:Sager"),
      person("vikar")
          .named("Viggo Karl")
          .employed("A")
          .until("2026-03-31")
          .employed("B")
          .starting("2026-10-01"),
      gone(person("vaek").named("Vita Ek").employed("IT"), kLongAgo),
      account("vaek", "Kataloget").of("vaek"),
      account("skift", "Kataloget").of("birthe").was(Attribute::employee_no, "n-hul", kSeen),
      account("navn", "Kataloget").employee_no("n-hul").named("Nora Vind"),
      account("slags", "Kataloget").kind("service").was(Attribute::kind, "personal", kSeen),
      person("ciso").named("Cilla Soe").employed("IT"), account("ciso", "Kataloget").of("ciso"),
      account("ciso2", "Kataloget").of("ciso").first_seen("2026-10-20T06:00:00Z"),
      policy([](policies::Policy& p) {
        p.appointments.push_back({"ciso", "n-ciso", {}, day("2026-01-01"), {}, {}});
      }),
      gone(person("gensyn1").named("Gerda Ny").mail("gerda@k.test").employed("IT"), kLongAgo),
      account("gensyn", "Kataloget").employee_no("n-gensyn1"),
      person("gensyn2").named("Gerda Ny").mail("gerda@k.test").employed("HR"),
      account("sag", "JobSpor").of("hul").granted("Sager", {{Attribute::case_no, "x"}}),
      person("reo1").employed("N1").was(Attribute::unit, "G1", kSeen),
      person("reo2").employed("N2").was(Attribute::unit, "G2", kSeen),
      person("reo3").employed("N3").was(Attribute::unit, "G3", kSeen), gone(unit("G1"), kSeen),
      gone(unit("G2"), kSeen), gone(unit("G3"), kSeen), unit("N1").first_seen(kSeen),
      unit("N2").first_seen(kSeen), unit("N3").first_seen(kSeen),
      person("hul")
          .named("Hugo Ulv")
          .employed("IT")
          .until("2026-09-30")
          .employed("IT")
          .starting("2026-12-01"),
      account("hul", "Kataloget").of("hul").last_used("2026-11-01T08:00:00Z"),
      account("vikar", "JobSpor").of("vikar").granted("Sager", {{Attribute::start, "2026-01-05"}}));
}

void tell_rights(Town& town) {
  town.with(group("G_Drift", "Kataloget"), group("G_Domain", "Kataloget"),
            group("Kritisk", "Kataloget"), group("Udløbet", "Kataloget"),
            about("Kataloget:G_Domain",
                  [](auto& rule) {
                    rule.privileged = true;
                    rule.max_holders = 0;
                    rule.instruction_required = true;
                    rule.scope_required = true;
                  }),
            about("Kataloget:Kritisk", [](auto& rule) { rule.critical = true; }),
            bound("Kataloget:Kritisk", "Kritisk", "Kritiske"),
            person("ada").named("Ada Lund").employed("IT"),
            account("ada", "Kataloget")
                .of("ada")
                .member_of("G_Drift")
                .member_of("G_Domain")
                .granted("Bred", {{Attribute::scope, "KLE:99"}}),
            group("Bred", "Kataloget"), unit("IT").tasks("90.01"),
            person("udl").named("Ulla Dal").employed("IT"),
            account("udl", "Kataloget").of("udl").member_of("Udløbet"),
            authorization("n-udl", "Kataloget:Udløbet", "26/1", "2026-01-01", "2026-06-30"),
            group("Ring1", "Kataloget").member_of("Ring2"),
            group("Ring2", "Kataloget").member_of("Ring1"),
            group("Buket", "Kataloget").member_since("Nyt", "2026-10-20T02:00:00Z"),
            group("Nyt", "Kataloget"), threshold("bundle_expanded_persons", 1),
            account("udl2", "Kataloget").of("udl").member_of("Buket"),
            policy([](policies::Policy& p) {
              policies::SodRule rule;
              rule.id = "S1";
              rule.severity = core::Severity::critical;
              rule.left = {right("Kataloget:G_Drift")};
              rule.right = {right("Kataloget:G_Domain")};
              rule.left_action = "oprette kreditor";
              rule.right_action = "godkende betaling";
              p.sod_rules.push_back(rule);
            }));
}

void tell_organisation(Town& town) {
  town.with(unit("L1").led_by("n-l2"), unit("L2").led_by("n-l1"),
            person("l1").named("Lis Et").employed("L1"),
            person("l2").named("Leo To").employed("L2"));
}

void tell_vendors(Town& town) {
  const auto consultant = [](std::string_view id, std::string_view cvr) {
    return account(id, "OmsorgsNet").kind("vendor").vendor(cvr).member_of("Pleje");
  };
  town.with(vendor("10000001", "Uden Aftale ApS",
                   [](auto& row) { row.joint_procurement_very_large = true; }),
            vendor("10000002", "Udløbet ApS"), vendor("10000003", "Nordlys Hosting"),
            consultant("lev1", "10000001"), consultant("lev2", "10000002"),
            consultant("lev3", "10000003"), group("Pleje", "OmsorgsNet"),
            agreement("A-2", "10000002", "2025-01-01", "2026-08-31"),
            agreement("A-3", "10000003", "2025-01-01", "2026-11-03",
                      [](auto& row) {
                        row.level = 2;
                        row.sponsor = "n-birthe";
                        row.next_supervision = day("2026-10-01");
                        row.systems = {"Kataloget"};
                      }),
            policy([](policies::Policy& p) {
              p.baselines.push_back({3, day("2026-01-01")});
            }));
}

void tell_council(Town& town) {
  town.with(
      body("Byråd",
           [](auto& row) {
             row.council = true;
             row.equal = {right("Dagsorden:Læs")};
           }),
      body("Socialudvalg", [](auto& row) { row.closed = {right("Dagsorden:Lukket")}; }),
      group("Læs", "Dagsorden"), group("Lukket", "Dagsorden"),
      person("ekz").named("Jens Jens").elected("Byråd").until("2025-12-31"),
      account("ekz", "Dagsorden").mail("ekz@example.test"),
      person("ra1").named("Rie Al").elected("Byråd").elected("Socialudvalg").until("2026-01-01"),
      account("ra1", "Dagsorden").mail("ra1@example.test").member_of("Læs").member_of("Lukket"),
      person("ra2").named("Rolf Al").elected("Byråd"),
      account("ra1", "BørnSag").mail("ra1@example.test").member_of("Sager"),
      group("Sager", "BørnSag"),
      system("BørnSag",
             [](auto& row) {
               row.operator_system = true;
               row.classification = policies::Classification::special;
             }),
      policy([](policies::Policy& p) {
        policies::SubjectClassRule rule;
        rule.subject_class = policies::SubjectClass::council_member;
        rule.operator_access = false;
        rule.highest = policies::Classification::internal;
        p.subject_classes.push_back(rule);
      }));
}

void tell_registers(Town& town) {
  town.with(
      account("nød1", "Kataloget").kind("breakglass").last_used("2026-11-01T02:10:00Z"),
      system("Kataloget", [](auto& row) { row.critical = true; }),
      deviation("AFV-1", "ACC_SHARED", "Kataloget/medicinrum", "2026-01-01", "2026-10-01"),
      deviation("AFV-2", "ACC_ORPHAN", "*", "2026-01-01", "2026-12-01",
                [](auto& row) { row.approved_by = row.recommended_by; }),
      policy([](policies::Policy& p) {
        p.mandatory_roles = {"databeskyttelsesraadgiver"};
        p.appointments.push_back({"it-chef", "n-ole", {}, day("2026-01-01"), {}, ""});
        p.documents.push_back({"regler", "Rettighedsregler", "3.1", {}, day("2025-01-01"), 12});
        p.document.approved_on = day("2020-01-01");
        p.document.council_status_on = day("2024-01-01");
      }));
}

void tell_sources(Town& town) {
  core::SnapshotSource failed;
  failed.name = "lønbro";
  failed.system = "Lønbro";
  failed.last_applied = moment("2026-10-01T06:00:00Z");
  failed.last_outcome = core::PullOutcome::failed;
  failed.last_trouble = "forbindelsen blev afvist";
  core::SnapshotSource waiting;
  waiting.name = "kassebog";
  waiting.system = "Kassebog";
  waiting.last_applied = moment("2026-11-01T06:00:00Z");
  waiting.last_outcome = core::PullOutcome::quarantined;
  waiting.quarantined_removals = 1234;
  waiting.quarantined_total = 9500;
  waiting.clock_skew_seconds = 301;
  core::SnapshotSource partial;
  partial.name = partial.system = "Listebog";
  partial.kind = "csv";
  partial.last_applied = partial.last_attempt = moment("2026-11-02T06:00:00Z");
  partial.last_outcome = core::PullOutcome::applied;
  partial.completeness[static_cast<std::size_t>(ObjectClass::account)] =
      core::Completeness::complete;
  partial.data_from[static_cast<std::size_t>(ObjectClass::account)] =
      moment("2026-05-01T06:00:00Z");
  partial.gaps.push_back({ObjectClass::entitlement, "roller.csv line 3", "nævner ingen",
                          core::ListKind::members, "R"});
  town.with(source(failed), source(waiting), source(partial));
}

}  // namespace

Town troubled_town() {
  Town town;
  tell_accounts(town);
  tell_people(town);
  tell_rights(town);
  tell_organisation(town);
  tell_vendors(town);
  tell_council(town);
  tell_registers(town);
  tell_sources(town);
  return town;
}

}  // namespace rettesnor::test
