// Walks a Pull through its public face only.
#include "tests/support/pull_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "connectors/registry.h"

namespace rettesnor::test {
namespace {

using core::Attribute;
using core::Pull;
using core::PullIndex;

std::string label_of(const Pull& pull, PullIndex index) {
  const core::RecordView record = record_of(pull, index);
  const std::string_view login = record.get(Attribute::login);
  return std::string(login.empty() ? record.get(Attribute::name) : login);
}

std::optional<core::MemberList> list_of(const Pull& pull, const std::string& group) {
  for (std::size_t i = 0; i < pull.member_list_count(); ++i) {
    const core::MemberList list = pull.member_list(i);
    if (label_of(pull, list.entitlement) == group) return list;
  }
  return std::nullopt;
}

}  // namespace

core::Timestamp pull_moment() {
  return *core::parse_timestamp("2026-11-02T07:00:00Z");
}

std::unique_ptr<connectors::Connector> connector_for(const std::string& kind,
                                                     const nlohmann::json& values,
                                                     const std::string& folder) {
  auto made = connectors::make_connector({"kataloget", kind, "Kataloget", folder, &values});
  if (made) return std::move(made).value();
  ADD_FAILURE() << made.error().message;
  return nullptr;
}

core::Result<Pull> pull_from(const std::string& kind, const nlohmann::json& values,
                             core::Timestamp now) {
  const auto connector =
      TRY(connectors::make_connector({"kataloget", kind, "Kataloget", "/", &values}));
  return connector->read({now, {}});
}

std::string pull_text(const Pull& pull, const std::set<Attribute>& without) {
  std::vector<std::string> lines;
  for (PullIndex i = 0; i < pull.size(); ++i) {
    const core::PulledObject object = pull.object(i);
    std::string line =
        std::string(name_of(object.object_class)) + " " + std::string(object.natural_id);
    core::RecordView(object.record).each([&](const core::Fact& fact) {
      if (without.contains(fact.attribute)) return;
      line += " | " + std::string(name_of(fact.attribute)) + "=" + std::string(fact.value);
    });
    lines.push_back(std::move(line));
  }
  for (std::size_t i = 0; i < pull.member_list_count(); ++i) {
    const core::MemberList list = pull.member_list(i);
    const std::string group = "member " + std::string(pull.object(list.entitlement).natural_id);
    if (list.completeness != core::Completeness::complete) lines.push_back(group + " partial");
    for (const PullIndex member : list.members) {
      lines.push_back(group + " <- " + std::string(pull.object(member).natural_id));
    }
  }
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    lines.push_back("completeness " + std::string(name_of(c)) + " " +
                    std::string(name_of(pull.completeness(c))));
  }
  for (const std::string& gap : gap_lines(pull)) lines.push_back("gap " + gap);
  for (const auto& held : pull.held()) lines.push_back("held " + held.natural_id);
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string difference(const std::string& first, const std::string& second) {
  const auto lines_of = [](const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
    return lines;
  };
  const auto a = lines_of(first);
  const auto b = lines_of(second);
  std::vector<std::string> only;
  const auto note = [&](const auto& from, const auto& other, const char* mark) {
    std::vector<std::string> rest;
    std::set_difference(from.begin(), from.end(), other.begin(), other.end(),
                        std::back_inserter(rest));
    for (std::size_t i = 0; i < rest.size() && i < 20; ++i) only.push_back(mark + rest[i]);
  };
  note(a, b, "- ");
  note(b, a, "+ ");
  std::string text;
  for (const std::string& line : only) text += line + "\n";
  return text;
}

PullIndex find_by_login(const Pull& pull, const std::string& login) {
  for (PullIndex i = 0; i < pull.size(); ++i) {
    if (label_of(pull, i) == login) return i;
  }
  return core::kNone;
}

core::RecordView record_of(const Pull& pull, PullIndex index) {
  return core::RecordView(index == core::kNone ? std::string_view() : pull.object(index).record);
}

std::vector<std::string> members_of(const Pull& pull, const std::string& group) {
  std::vector<std::string> labels;
  if (const auto list = list_of(pull, group)) {
    for (const PullIndex member : list->members) labels.push_back(label_of(pull, member));
  }
  std::sort(labels.begin(), labels.end());
  return labels;
}

core::Completeness member_completeness(const Pull& pull, const std::string& group) {
  const auto list = list_of(pull, group);
  return list ? list->completeness : core::Completeness::complete;
}

std::vector<std::string> gap_lines(const Pull& pull) {
  std::vector<std::string> lines;
  for (const core::Gap& gap : pull.gaps()) {
    lines.push_back(std::string(name_of(gap.object_class)) + ": " + gap.what + ": " + gap.reason);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace rettesnor::test
