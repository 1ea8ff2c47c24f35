// An exported directory as a source: read, and checked.
#include "connectors/directory/ldif_connector.h"

#include <sys/stat.h>

#include <array>
#include <chrono>

#include "connectors/directory/directory_settings.h"
#include "connectors/directory/ldif_reading.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ObjectClass;
using core::Result;

class LdifConnector final : public Connector {
 public:
  explicit LdifConnector(DirectorySettings settings) : settings_(std::move(settings)) {}

  Capabilities describe() const override {
    return {{ObjectClass::account, ObjectClass::entitlement}, true, false};
  }
  Result<std::vector<CheckLine>> check(core::Timestamp now) override;
  Result<core::Pull> read(const PullRequest& request) override {
    return read_ldif(settings_, request);
  }

 private:
  DirectorySettings settings_;
};

Result<std::vector<CheckLine>> LdifConnector::check(core::Timestamp now) {
  std::vector<CheckLine> lines;
  struct stat facts {};
  if (::stat(settings_.file.c_str(), &facts) != 0) {
    lines.push_back({CheckLine::Verdict::bad, "file",
                     settings_.file_shown + " cannot be opened; check path and its rights"});
    return lines;
  }
  const core::Timestamp written{std::chrono::seconds(facts.st_mtim.tv_sec)};
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(now - written).count();
  lines.push_back({hours > 48 ? CheckLine::Verdict::note : CheckLine::Verdict::good, "file",
                   settings_.file_shown + ", written " + core::to_iso(written) + ", " +
                       std::to_string(hours) + " hours ago"});
  const auto pull = read({now, {}});
  if (!pull) {
    lines.push_back({CheckLine::Verdict::bad, "content", pull.error().message});
    return lines;
  }
  std::array<std::size_t, 2> counts{};
  std::string sample;
  for (std::size_t i = 0; i < pull->size(); ++i) {
    const auto object = pull->object(static_cast<core::PullIndex>(i));
    const bool account = object.object_class == ObjectClass::account;
    ++counts[account ? 0 : 1];
    if (account && counts[0] <= 3) {
      sample += (sample.empty() ? "" : ", ") +
                core::printable(core::RecordView(object.record).get(core::Attribute::login), 40);
    }
  }
  lines.push_back({counts[0] > 0 ? CheckLine::Verdict::good : CheckLine::Verdict::bad, "content",
                   std::to_string(counts[0]) + " accounts, " + std::to_string(counts[1]) +
                       " groups, " + std::to_string(pull->membership_count()) + " memberships"});
  for (const core::Gap& gap : pull->gaps()) {
    lines.push_back({gap.list == core::ListKind::attributes ? CheckLine::Verdict::note
                                                            : CheckLine::Verdict::bad,
                     gap.what, gap.reason});
  }
  for (const core::RejectedRow& row : pull->rejected()) {
    lines.push_back({CheckLine::Verdict::note, "line " + std::to_string(row.line), row.reason});
    if (lines.size() > 20) break;
  }
  if (!sample.empty()) lines.push_back({CheckLine::Verdict::good, "sample", sample});
  return lines;
}

}  // namespace

Result<std::unique_ptr<Connector>> make_ldif_connector(const SourceSettings& settings) {
  return std::unique_ptr<Connector>(
      std::make_unique<LdifConnector>(TRY(read_directory_settings(settings))));
}

}  // namespace rettesnor::connectors
