// A policy is read as it was meant, and nonsense is refused with file, line and reason.
#include "policies/read_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "policies/toml.h"
#include "tests/policies/policy_story.h"
#include "tests/support/scratch.h"

namespace rettesnor::policies::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kFull = R"(
[policy]
version = "2025"
approved_on = 2025-03-04
reassess_years = 3
council_status_on = 2026-05-06

[[document]]
id = "R"
title = "Regler"
version = "3.1"
last_reviewed = 2026-01-01
review_months = 6

[[level]]
level = 3
from = 2024-01-01

[[threshold]]
name = "dormant_days"
value = 60
from = 2026-06-01

[[mandatory_role]]
name = "informationssikkerhedsleder"

[[system]]
name = "Kassebog"
classification = "FØLSOM"
processing_activity = "F-1"
critical = true
owner = "1001"
responsible = "1002"
contingency_plan = "B-1"
case_sensitive_logins = true
operator_system = true
remote_access = true
stale_after_hours = 24

[[entitlement]]
ref = "Kassebog:Godkend: betaling"
description = "Godkender udbetalinger"
owner = "1001"
privileged = true
sensitive = true
extra_sensitive = true
critical = true
scope_required = true
instruction_required = true
min_holders = 2
max_holders = 5
backups = ["1003"]

[[entitlement]]
ref = "Kassebog:Alle"
review_exempt = true

[[conveys]]
group = "Kassebog:G"
entitlement = "Kassebog:Alle"

[[role]]
id = "R-1"
name = "Økonomi"
document = "R"
clause = "P7"
when = { all = [ { unit_under = "OKO" }, { any = [ { title = ["a", "b"] }, { function = "f" } ] }, { not = { leads_unit = "*" } } ] }
expected = ["Kassebog:Alle"]
allowed = ["Kassebog:Godkend: betaling"]
except_persons = ["1009"]

[[sod]]
id = "S1"
name = "To par øjne"
document = "R"
clause = "P24"
severity = "high"
left = ["Kassebog:Opret"]
right = ["Kassebog:Godkend: betaling"]
left_action = "oprette kreditor"
right_action = "godkende betaling"

[[vendor]]
cvr = "12345678"
name = "Fjordsoft ApS"
joint_procurement_very_large = true
council_decision = "BY-1"

[[agreement]]
id = "A1"
vendor = "12345678"
kind = "operation"
level = 4
systems = ["Kassebog"]
valid_from = 2025-01-01
valid_to = 2026-12-31
sponsor = "1001"
supervision_points = 7
next_supervision = 2026-12-01
document_hash = "ab"

[[subject_class]]
subject_class = "council_member"
document = "R"
clause = "P13"
highest = "FORTROLIG"
operator_access = false

[[body]]
name = "Byråd"
council = true
equal = ["Kassebog:Alle"]
closed = ["Kassebog:Lukket"]

[[service_account]]
system = "Kassebog"
login = "svc"
kind = "breakglass"
owner = "1001"
deputy_owner = "1002"
password_rotated = 2026-02-03
accepted_until = 2026-12-31
reason = "drift"
data_scoped = true
custodians = ["1001", "1002"]
uses = [ { day = 2026-10-25, case_no = "S-9" } ]

[[authorization]]
person = "1001"
entitlement = "Kassebog:Opret"
case_no = "S-1"
from = 2026-01-01
to = 2026-06-30

[[deviation]]
number = "D1"
code = "SOD_ENTITLEMENT"
subjects = ["P1"]
object = "O"
rule = "S1"
recommended_by = "1001"
approved_by = "1002"
from = 2026-01-01
to = 2026-12-31
reason = "r"
compensating_control = "c"

[[appointment]]
role = "informationssikkerhedsleder"
person = "1001"
from = 2026-01-01
to = 2027-01-01
decision = "CH-1"

[[case_register]]
name = "Sager"
pattern = "####-######"
cases = ["S-1"]

[[reorganisation]]
from = "OEK"
to = "U1"
decision = "CH-2"
)";

TEST(ReadPolicy, EveryTableAndKeyArrivesAsItWasWritten) {
  const auto reading = read(kFull);
  ASSERT_THAT(shown(reading), IsEmpty());
  const Policy& p = reading.policy;
  EXPECT_EQ(p.document.version, "2025");
  EXPECT_EQ(core::to_iso(p.document.approved_on), "2025-03-04");
  EXPECT_EQ(p.document.reassess_years, 3);
  EXPECT_EQ(core::to_iso(*p.document.council_status_on), "2026-05-06");
  ASSERT_EQ(p.documents.size(), 1U);
  EXPECT_EQ(p.documents[0].review_months, 6);
  EXPECT_EQ(p.documents[0].origin.line, 8);
  EXPECT_EQ(p.baselines[0].level, 3);
  EXPECT_THAT(p.mandatory_roles, ElementsAre("informationssikkerhedsleder"));
  const System& s = p.systems[0];
  EXPECT_EQ(s.classification, Classification::special);
  EXPECT_TRUE(s.critical && s.case_sensitive_logins && s.operator_system && s.remote_access);
  EXPECT_EQ(s.stale_after_hours, 24);
  const EntitlementRule& e = p.entitlements[0];
  EXPECT_EQ(e.ref, (EntitlementRef{"Kassebog", "Godkend: betaling"}));
  EXPECT_TRUE(e.privileged && e.sensitive && e.extra_sensitive && e.critical);
  EXPECT_TRUE(e.scope_required && e.instruction_required && !e.review_exempt);
  EXPECT_EQ(e.min_holders, 2);
  EXPECT_EQ(e.max_holders, 5);
  EXPECT_THAT(e.backups, ElementsAre("1003"));
  EXPECT_TRUE(p.entitlements[1].review_exempt);
  EXPECT_EQ(p.conveyances[0].group.name, "G");
  EXPECT_EQ(p.sod_rules[0].severity, core::Severity::high);
  EXPECT_EQ(p.sod_rules[0].authority.clause, "P24");
  EXPECT_TRUE(p.vendors[0].joint_procurement_very_large);
  EXPECT_EQ(p.agreements[0].kind, AgreementKind::operation);
  EXPECT_EQ(core::to_iso(p.agreements[0].valid_to), "2026-12-31");
  EXPECT_EQ(p.agreements[0].supervision_points, 7);
  EXPECT_EQ(p.subject_classes[0].subject_class, SubjectClass::council_member);
  EXPECT_EQ(p.subject_classes[0].highest, Classification::confidential);
  EXPECT_FALSE(p.subject_classes[0].operator_access);
  EXPECT_TRUE(p.bodies[0].council);
  EXPECT_EQ(p.bodies[0].closed[0].name, "Lukket");
  EXPECT_EQ(p.registered_accounts[0].uses[0].case_no, "S-9");
  EXPECT_EQ(core::to_iso(*p.authorizations[0].to), "2026-06-30");
  EXPECT_EQ(p.deviations[0].compensating_control, "c");
  EXPECT_EQ(p.appointments[0].decision, "CH-1");
  EXPECT_EQ(p.case_registers[0].pattern, "####-######");
  EXPECT_THAT(p.case_registers[0].cases, ElementsAre("S-1"));
  EXPECT_EQ(p.reorganisations[0].from, "OEK");
  EXPECT_EQ(p.reorganisations[0].to, "U1");
}

TEST(ReadPolicy, AConditionIsATree) {
  const Condition when = read(kFull).policy.roles[0].when;
  ASSERT_EQ(when.op, Condition::Op::all);
  ASSERT_EQ(when.children.size(), 3U);
  EXPECT_EQ(when.children[0].op, Condition::Op::unit_under);
  EXPECT_EQ(when.children[1].op, Condition::Op::any);
  EXPECT_THAT(when.children[1].children[0].values, ElementsAre("a", "b"));
  EXPECT_EQ(when.children[2].op, Condition::Op::none_of);
  EXPECT_EQ(when.children[2].children[0].op, Condition::Op::leads_unit);
  EXPECT_EQ(read(kGround + role_when(R"({ title = "x" })")).policy.roles[0].when.op,
            Condition::Op::title);
}

struct Refusal {
  std::string text;   // after the ground, so its first line is line 18
  std::string shown;  // part of a complaint
};
class Refused : public ::testing::TestWithParam<Refusal> {};
TEST_P(Refused, WithFileLineAndReason) {
  EXPECT_THAT(complaints_about(GetParam().text), Contains(HasSubstr(GetParam().shown)));
}
INSTANTIATE_TEST_SUITE_P(
    Nonsense, Refused,
    ::testing::Values(
        Refusal{"[[system]]\nname = \"B\"\nclasification = \"INTERN\"\n",
                "a.toml:20: system[1].clasification: is an unknown key; did you mean "
                "`classification`?"},
        Refusal{
            "[[system]]\nname = \"B\"\nclassification = \"INTERNT\"\n",
            "a.toml:20: system[1].classification: is \"INTERNT\", but must be one of \"INTERN\", "
            "\"FORTROLIG\", \"FØLSOM\"; did you mean `INTERN`?"},
        Refusal{"[[system]]\nname = \"B\"\ncritical = \"ja\"\n",
                "a.toml:20: system[1].critical: is \"ja\", but must be true or false"},
        Refusal{"[[system]]\ncritical = true\n", "a.toml:18: system[1]: `name` is missing"},
        Refusal{"[[systems]]\nname = \"B\"\n",
                "a.toml:18: systems: is an unknown key; did you mean `system`?"},
        Refusal{"[[system]]\nname = \"KASSEBOG\"\n",
                "a.toml:19: system[1].name: \"KASSEBOG\" stands twice; the first is in a.toml:11"},
        Refusal{"[policy]\nversion = \"2\"\n", "a.toml:18: column"},
        Refusal{"[[role]]\nid = \"X\"\nid = \"Y\"\n",
                "a.toml:20: column 6: Error while parsing key-value pair: cannot redefine existing "
                "string"},
        Refusal{
            "[[level]]\nlevel = 3\nfrom = \"30-02-2026\"\n",
            "a.toml:20: level[0].from: is \"30-02-2026\", but must be a day such as 2026-11-02"},
        Refusal{"[[level]]\nlevel = 3\nfrom = 2026-02-30\n", "a.toml:20: column"},
        Refusal{"[[level]]\nlevel = 0\nfrom = 2026-01-01\n",
                "a.toml:19: level[0].level: is 0, but must be 1 to 10"},
        Refusal{"[[threshold]]\nname = \"dormant_day\"\nvalue = 1\nfrom = 2026-01-01\n",
                "a.toml:19: threshold[0].name: there is no threshold \"dormant_day\"; did you mean "
                "`dormant_days`?"},
        Refusal{"[[threshold]]\nname = \"dormant_days\"\nvalue = 0\nfrom = 2026-01-01\n",
                "a.toml:20: threshold[0].value: is 0, but dormant_days must be 1 to 3650"},
        Refusal{"[[threshold]]\nname = \"dormant_days\"\nvalue = 1\nfrom = 2026-01-01\n"
                "[[threshold]]\nname = \"dormant_days\"\nvalue = 2\nfrom = 2026-01-01\n",
                "a.toml:25: threshold[1].from: \"dormant_days from 2026-01-01\" stands twice"},
        Refusal{"[[entitlement]]\nref = \"KassebogAlle\"\n",
                "a.toml:19: entitlement[0].ref: is \"KassebogAlle\", but must be: A right, written "
                "\"System:Name\""},
        Refusal{"[[entitlement]]\nref = \"Kasebog:A\"\n",
                "a.toml:19: entitlement[0].ref: there is no [[system]] \"Kasebog\"; did you mean "
                "`Kassebog`?"},
        Refusal{"[[entitlement]]\nref = \"Kassebog: A\"\n", "has blanks around the colon"},
        Refusal{"[[entitlement]]\nref = \"Kassebog:*\"\n", "name one right here"},
        Refusal{"[[entitlement]]\nref = \"Kassebog:A\"\ncritical = true\nmin_holders = 1\n",
                "a.toml:21: entitlement[0].min_holders: \"Kassebog:A\" is critical, so at least 2"},
        Refusal{"[[entitlement]]\nref = \"Kassebog:A\"\nreview_exempt = true\nprivileged = true\n",
                "such a right is never exempt"},
        Refusal{"[[entitlement]]\nref = \"Kassebog:A\"\nmin_holders = 5\nmax_holders = 4\n",
                "may have fewer holders than it must have"},
        Refusal{
            "[[agreement]]\nid = \"A\"\nvendor = \"12345678\"\nkind = \"operation\"\n"
            "valid_from = 2026-02-01\nvalid_to = 2026-01-31\n",
            "a.toml:23: agreement[0].valid_to: ends on 2026-01-31, before it begins on 2026-02-01"},
        Refusal{"[[agreement]]\nid = \"A\"\nvendor = \"12345679\"\nkind = \"operation\"\n"
                "valid_from = 2026-02-01\nvalid_to = 2026-03-31\nsystems = [\"Lønbro\"]\n",
                "a.toml:20: agreement[0].vendor: there is no [[vendor]] \"12345679\"; did you mean "
                "`12345678`?"},
        Refusal{"[[agreement]]\nid = \"A\"\nvendor = \"12345678\"\nkind = \"operation\"\n"
                "valid_from = 2026-02-01\nvalid_to = 2026-03-31\nsystems = [\"Lønbro\"]\n",
                "a.toml:24: agreement[0].systems[0]: there is no [[system]] \"Lønbro\""},
        Refusal{"[[vendor]]\ncvr = \"123\"\nname = \"N\"\n",
                "a.toml:19: vendor[1].cvr: is \"123\", but must be: CVR number, eight digits"},
        Refusal{"[[service_account]]\nsystem = \"Kassebog\"\nlogin = \"s\"\nkind = \"svc\"\n",
                "a.toml:21: service_account[0].kind: is \"svc\", but must be one of"},
        Refusal{"[[service_account]]\nsystem = \"Kassebog\"\nlogin = \"s\"\nkind = \"test\"\n"
                "accepted_until = 2026-01-01\n",
                "only with a `reason`"},
        Refusal{"[[service_account]]\nsystem = \"Kassebog\"\nlogin = \"s\"\nkind = \"test\"\n"
                "[[service_account]]\nsystem = \"Kassebog\"\nlogin = \"S\"\nkind = \"test\"\n",
                "\"Kassebog/S\" stands twice"},
        Refusal{"[[authorization]]\nperson = \"1\"\nentitlement = \"Kassebog:A\"\ncase_no = \"S\"\n"
                "from = 2026-01-02\nto = 2026-01-01\n",
                "authorization[0].to: ends on 2026-01-01"},
        Refusal{"[[deviation]]\nnumber = \"D\"\ncode = \"SOD_ENTITLEMENT\"\nsubjects = [\"P\"]\n"
                "recommended_by = \"1\"\nfrom = 2026-01-01\nto = 2026-02-01\nreason = \"r\"\n",
                "a.toml:18: deviation[0]: `approved_by` is missing"},
        Refusal{
            "[[deviation]]\nnumber = \"D\"\ncode = \"SOD_ENTITLEMENT\"\nsubjects = [\"P\", \"Q\"]\n"
            "recommended_by = \"1\"\napproved_by = \"1\"\nfrom = 2026-01-01\nto = 2027-01-02\n"
            "reason = \"r\"\n",
            "a.toml:25: deviation[0].to: ends on 2027-01-02; a deviation lasts 12 months"},
        // Twelve months is the longest; the last day is part of it.
        Refusal{"[[deviation]]\nnumber = \"D\"\ncode = \"SOD_ENTITLEMENT\"\nsubjects = [\"P\"]\n"
                "recommended_by = \"1\"\napproved_by = \"2\"\nfrom = 2026-01-01\nto = 2027-01-01\n"
                "reason = \"r\"\n",
                "a.toml:25: deviation[0].to: ends on 2027-01-01"},
        Refusal{"[[deviation]]\nnumber = \"D\"\ncode = \"SOD_ENTITLEMENT\"\nsubjects = [\"P\"]\n"
                "recommended_by = \"1\"\napproved_by = \"2\"\nfrom = 2028-02-29\nto = 2029-03-01\n"
                "reason = \"r\"\n",
                "a.toml:25: deviation[0].to: ends on 2029-03-01"},
        Refusal{
            "[[deviation]]\nnumber = \"D\"\ncode = \"SOD_ENTITLEMENTS\"\nsubjects = [\"P\"]\n"
            "recommended_by = \"1\"\napproved_by = \"2\"\nfrom = 2026-01-01\nto = 2026-12-31\n"
            "reason = \"r\"\n",
            "a.toml:20: deviation[0].code: there is no finding \"SOD_ENTITLEMENTS\"; did you mean "
            "`SOD_ENTITLEMENT`?"},
        Refusal{"[[conveys]]\ngroup = \"Kassebog:A\"\nentitlement = \"Kassebog:A\"\n",
                "a.toml:18: conveys[0]: Kassebog:A conveys itself: the rule does nothing"},
        Refusal{"[[appointment]]\nrole = \"it-revisoren\"\nperson = \"1\"\nfrom = 2026-01-01\n",
                "a.toml:19: warning: appointment[0].role: the role \"it-revisoren\" is neither"},
        Refusal{
            "[[threshold]]\nname = \"breaker_removed_count\"\nvalue = 0\nfrom = 2026-01-01\n",
            "a.toml:20: threshold[0].value: is 0, but breaker_removed_count must be 1 to 10000"},
        Refusal{
            "[[threshold]]\nname = \"breaker_removed_percent\"\nvalue = 100\nfrom = 2026-01-01\n",
            "a.toml:20: threshold[0].value: is 100, but breaker_removed_percent must be 1 to 50"},
        Refusal{"[[threshold]]\nname = \"breaker_unit_percent\"\nvalue = 100\nfrom = 2026-01-01\n",
                "a.toml:20: threshold[0].value: is 100, but breaker_unit_percent must be 1 to 90"},
        Refusal{role_when(R"({ any = [ { title = "x" }, { not = { title = "x" } } ] })"),
                "a.toml:23: warning: role[0].when: role R1: fits everybody"},
        Refusal{role_when(R"({ not = { all = [ { unit = "A" }, { unit = "B" } ] } })"),
                "a.toml:23: warning: role[0].when: role R1: fits everybody"},
        Refusal{role_when(R"({ subject_class = ["employee", "council_member", "other_elected",)"
                          R"( "partner", "vendor", "other_network_user"] })"),
                "a.toml:23: warning: role[0].when: role R1: fits everybody"},
        Refusal{"[[sod]]\nid = \"S\"\nname = \"N\"\nclause = \"P24\"\nseverity = \"critical\"\n"
                "left = [\"Kassebog:A\"]\nright = [\"Kassebog:B\"]\nleft_action = \"a\"\n"
                "right_action = \"b\"\n",
                "a.toml:18: sod[0]: `document` is missing"},
        Refusal{"[[sod]]\nid = \"S\"\nname = \"N\"\ndocument = \"Q\"\nclause = \"P37\"\n"
                "severity = \"critical\"\nleft = [\"Kassebog:A\"]\nright = [\"Kassebog:*\"]\n"
                "left_action = \"a\"\nright_action = \"b\"\n",
                "a.toml:18: sod[0]: SoD rule S: \"Kassebog:*\" stands on both sides"},
        Refusal{"[[sod]]\nid = \"S\"\nname = \"N\"\ndocument = \"Q\"\nclause = \"P37\"\n"
                "severity = \"critical\"\nleft = [\"Kassebog:A\"]\nright = [\"Kassebog:*\"]\n"
                "left_action = \"a\"\nright_action = \"b\"\n",
                "a.toml:22: sod[0].clause: is \"P37\""},
        Refusal{"[[sod]]\nid = \"S\"\nname = \"N\"\ndocument = \"Q\"\nclause = \"P37\"\n"
                "severity = \"critical\"\nleft = [\"Kassebog:A\"]\nright = [\"Kassebog:*\"]\n"
                "left_action = \"a\"\nright_action = \"b\"\n",
                "a.toml:21: sod[0].document: there is no [[document]] \"Q\""}));

TEST(ReadPolicy, ARoleThatGivesNothingIsRefused) {
  EXPECT_THAT(
      complaints_about("[[role]]\nid = \"R1\"\nname = \"N\"\ndocument = \"R\"\n"
                       "clause = \"P7\"\nwhen = { title = \"x\" }\n"),
      ElementsAre(HasSubstr("a.toml:18: role[0]: role R1: has neither `expected` nor `allowed`")));
}

TEST(ReadPolicy, ABirthrightThatBreaksASodRuleIsAWarning) {
  const std::string sod =
      "[[sod]]\nid = \"S\"\nname = \"N\"\ndocument = \"R\"\nclause = \"P24\"\nseverity = \"high\"\n"
      "left = [\"Kassebog:A\"]\nright = [\"Kassebog:B\"]\nleft_action = \"a\"\nright_action = "
      "\"b\"\n";
  const std::string role =
      role_when(R"({ title = "x" })") + "expected = [\"Kassebog:A\", \"Kassebog:B\"]\n";
  const auto reading = read(kGround + sod + role);
  EXPECT_TRUE(reading.usable());
  EXPECT_THAT(shown(reading), Contains(HasSubstr("which SoD rule S forbids")));
}

TEST(ReadPolicy, IdsThatStandInTwoFilesNameBothPlaces) {
  const auto reading = read_policy_texts(
      {{"a.toml", kGround}, {"b.toml", "\n[[vendor]]\ncvr = \"12345678\"\nname = \"X\"\n"}});
  EXPECT_FALSE(reading.usable());
  EXPECT_THAT(shown(reading), ElementsAre("b.toml:3: vendor[0].cvr: \"12345678\" stands twice; the "
                                          "first is in a.toml:14"));
}

TEST(ReadPolicy, TwoPolicyTablesAreOneTooMany) {
  const auto reading = read_policy_texts(
      {{"a.toml", kGround}, {"b.toml", "[policy]\nversion = \"2\"\napproved_on = 2026-01-01\n"}});
  EXPECT_THAT(shown(reading), Contains(HasSubstr("b.toml:1: policy: [policy] stands twice")));
  EXPECT_EQ(reading.policy.document.version, "1");
}

TEST(ReadPolicy, AnEmptyFileIsRefusedAndAByteOrderMarkIsNot) {
  EXPECT_THAT(shown(read("")), Contains(HasSubstr("the file is empty")));
  EXPECT_FALSE(read("  \n\n").usable());
  EXPECT_TRUE(read("\xEF\xBB\xBF" + kGround).usable());
  EXPECT_THAT(shown(read("\xFF\xFE[\0p")), Contains(HasSubstr("UTF-16")));
  EXPECT_THAT(shown(read(kGround + "# \xE6\n")), Contains(HasSubstr("a.toml:18: column")));
}

TEST(ReadPolicy, AFolderIsReadInTheOrderOfItsNamesAndOnlyToml) {
  const test::ScratchFolder folder("policy");
  test::write_file(folder.path() / "b.toml", "[[mandatory_role]]\nname = \"b\"\n");
  test::write_file(folder.path() / "a.toml", kGround + "[[mandatory_role]]\nname = \"a\"\n");
  test::write_file(folder.path() / "notes.txt", "not toml");
  test::write_file(folder.path() / ".hidden.toml", "not toml");
  const auto reading = read_policy(folder.path().string());
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->policy.mandatory_roles, ElementsAre("a", "b"));
  EXPECT_FALSE(read_policy(folder.file("nowhere")));
  const test::ScratchFolder empty("policy");
  EXPECT_FALSE(read_policy(empty.path().string()));
}

TEST(Fingerprint, IsTheSameForTheSameMeaning) {
  const std::string one = kGround + role_when(R"({ all = [ { title = "X" }, { unit = "U" } ] })") +
                          "[[mandatory_role]]\nname = \"a\"\n";
  const std::string other = "# a comment\n[[mandatory_role]]\nname = \"a\"\n" +
                            role_when(R"({ all = [ { unit = ["U"] }, { title = "x" } ] })");
  const auto a = read(one).policy.fingerprint;
  EXPECT_EQ(a.size(), 64U);
  EXPECT_EQ(a, read_policy_texts({{"x.toml", other}, {"y.toml", kGround}}).policy.fingerprint);
}

TEST(Fingerprint, ChangesWithEveryValue) {
  const auto whole = read(kFull).policy.fingerprint;
  std::set<std::string> seen{whole};
  std::size_t changes = 0;
  // Every quoted text, number, truth and day of the full example, changed one at a time.
  for (std::size_t at = kFull.find('='); at != std::string::npos; at = kFull.find('=', at + 1)) {
    std::string changed = kFull;
    const std::size_t value = at + 2;
    const char c = kFull[value];
    if (c == '"') {
      changed.insert(value + 1, "9");
    } else if (c == 't' || c == 'f') {
      changed.replace(value, c == 't' ? 4 : 5, c == 't' ? "false" : "true");
    } else if (c >= '0' && c <= '9') {
      const std::size_t end = changed.find_first_of("\n,} ", value);
      changed[end - 1] = changed[end - 1] == '1' ? '2' : '1';
    } else {
      continue;
    }
    const auto reading = read(changed);
    // `kind`, `severity` and the like take any other text as their default; skip what is refused.
    if (!reading.usable() || reading.policy.fingerprint.empty()) continue;
    ++changes;
    EXPECT_TRUE(seen.insert(reading.policy.fingerprint).second) << changed.substr(at - 20, 40);
  }
  EXPECT_GT(changes, 40U);
}

TEST(Fingerprint, ComplaintsAndFingerprintDoNotDependOnTheOrderOfFiles) {
  std::vector<std::pair<std::string, std::string>> files = {
      {"a.toml", kGround}, {"b.toml", "[[vendor]]\ncvr = \"1\"\n"}, {"c.toml", role_when("{}")}};
  const auto before = read_policy_texts(files);
  std::ranges::reverse(files);
  const auto after = read_policy_texts(files);
  EXPECT_EQ(before.policy.fingerprint, after.policy.fingerprint);
  EXPECT_EQ(shown(before), shown(after));
}

TEST(Thresholds, TheNewestThatHasBegunCounts) {
  const Policy p = read(kGround +
                        "[[threshold]]\nname = \"dormant_days\"\nvalue = 60\n"
                        "from = 2026-06-01\n[[threshold]]\nname = \"dormant_days\"\n"
                        "value = 30\nfrom = 2026-03-01\n[[level]]\nlevel = 2\n"
                        "from = 2026-03-01\n")
                       .policy;
  const auto on = [&](const char* day) {
    return p.threshold("dormant_days", *core::parse_date(day));
  };
  EXPECT_EQ(on("2026-02-28"), 90);
  EXPECT_EQ(on("2026-03-01"), 30);
  EXPECT_EQ(on("2026-05-31"), 30);
  EXPECT_EQ(on("2026-06-01"), 60);
  EXPECT_EQ(p.threshold("sync_stale_hours", *core::parse_date("2026-01-01")), 48);
  EXPECT_EQ(p.baseline(*core::parse_date("2026-02-28")), 0);
  EXPECT_EQ(p.baseline(*core::parse_date("2026-03-01")), 2);
}

TEST(Thresholds, AreThirtyFourInOrderAndTheirDefaultsAreInRange) {
  const auto& known = known_thresholds();
  EXPECT_EQ(known.size(), 34U);
  EXPECT_TRUE(std::ranges::is_sorted(known, {}, &ThresholdDefault::name));
  for (const auto& t : known) {
    const auto complaints =
        complaints_about("[[threshold]]\nname = \"" + std::string(t.name) +
                         "\"\nvalue = " + std::to_string(t.value) + "\nfrom = 2026-01-01\n");
    EXPECT_THAT(complaints, IsEmpty()) << t.name;
  }
}

TEST(Toml, LinesAreKeptByPointer) {
  LineMap lines;
  const auto value = parse_toml("a = 1\n[[b]]\n\"x/y\" = [\n 1,\n 2 ]\n", &lines);
  ASSERT_TRUE(value);
  EXPECT_EQ(lines.at("/a"), 1);
  EXPECT_EQ(lines.at("/b/0"), 2);
  EXPECT_EQ(lines.at("/b/0/x~1y"), 3);
  EXPECT_EQ(lines.at("/b/0/x~1y/1"), 5);
}

TEST(Toml, DatesAndMomentsBecomeIsoText) {
  const auto value =
      parse_toml("d = 2026-11-02\nm = 2026-11-02T08:00:00+01:00\nt = 08:00:00\n", nullptr);
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["d"], "2026-11-02");
  EXPECT_EQ((*value)["m"], "2026-11-02T08:00:00+01:00");
  EXPECT_EQ((*value)["t"], "08:00:00");
}

TEST(Toml, TextsThatWouldExhaustTheParserAreRefused) {
  std::string dots = "a";
  for (int i = 0; i < 200'000; ++i) dots += ".a";
  EXPECT_FALSE(parse_toml(dots + " = 1\n", nullptr));
  EXPECT_FALSE(parse_toml("[" + dots + "]\n", nullptr));
  EXPECT_FALSE(parse_toml("x = { " + dots + " = 1 }\n", nullptr));
  EXPECT_FALSE(parse_toml("x = " + std::string(100'000, '[') + "\n", nullptr));
  EXPECT_FALSE(parse_toml("x = " + std::string(100'000, '{') + "\n", nullptr));
  EXPECT_TRUE(parse_toml("x = \"" + dots + "\" # " + dots + "\n", nullptr));
  EXPECT_TRUE(parse_toml("x = '''\n[" + dots + "]\n'''\n", nullptr));
  EXPECT_EQ(toml_to_json("a = 1\na = 2\n", "f.toml", nullptr).error().message.substr(0, 11),
            "f.toml:2:5:");
}

TEST(ReadPolicy, NoBytesMakeItCrashAndEveryComplaintNamesALine) {
  rc::check([](const std::vector<std::uint8_t>& noise) {
    const std::string text(noise.begin(), noise.end());
    for (const auto& c : read(text).complaints) {
      RC_ASSERT(c.origin.line >= 1);
      RC_ASSERT(!show(c).empty());
    }
  });
  // Near misses: one byte of a real policy removed, doubled or replaced.
  rc::check([]() {
    const auto at = *rc::gen::inRange<std::size_t>(0, kFull.size());
    std::string text = kFull;
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        text.erase(at, *rc::gen::inRange<std::size_t>(1, 30));
        break;
      case 1:
        text.insert(at, text, at, 5);
        break;
      default:
        text[at] = *rc::gen::arbitrary<char>();
    }
    for (const auto& c : read(text).complaints) RC_ASSERT(c.origin.line >= 1);
  });
}

}  // namespace
}  // namespace rettesnor::policies::testing
