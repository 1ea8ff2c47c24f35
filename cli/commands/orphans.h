// `orphans`: accounts that nobody rightly stands behind, what can be done with each, and those that
// may stand.
#pragma once

#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct OrphansOptions {
  enum class Which { work, accepted } which = Which::work;
};
core::Result<OrphansOptions> orphans_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orphans(App& app, const OrphansOptions& options);

struct OrphanAcceptance {
  std::string account;
  std::string person;
  core::Date until;
  std::string by;
  std::string reason;
};
core::Result<OrphanAcceptance> orphan_acceptance(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orphan_accept(App& app, const OrphanAcceptance& acceptance);

struct OwnerAsking {
  std::string account;
  std::string by;
  std::string reason;
};
core::Result<OwnerAsking> owner_asking(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orphan_ask(App& app, const OwnerAsking& asking);

}  // namespace rettesnor::cli
