// The seam to the outside world: a source that can be described, checked and read.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/named.h"
#include "core/pull.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

using core::name_of;

/// One `[[source]]` of the settings, already valid against the settings schema.
struct SourceSettings {
  std::string name;
  std::string kind;    ///< "ad", "ldap", "ldif", "csv"
  std::string system;  ///< the business system it speaks for
  std::string folder;  ///< relative paths in the settings start here
  /// The source's own keys. Borrowed: must outlive the call that reads it, not longer.
  const nlohmann::json* values;
};

/// What a connector can do, as data.
struct Capabilities {
  std::vector<core::ObjectClass> reads;
  bool knows_last_use;
  bool knows_clock;
};

/// One line of `check`: what was tried, how it went, what to do about it.
struct CheckLine {
  enum class Verdict { good, note, bad } verdict;
  std::string what;    ///< "certificate", "bind", "rights on OU=Personale", "sample"
  std::string detail;  ///< "valid to 2027-01-01, TLS 1.3"; when bad: what to do next
};

constexpr auto names_for(const CheckLine::Verdict*) {
  using enum CheckLine::Verdict;
  return std::to_array<core::Named<CheckLine::Verdict>>({
      {good, "good"},
      {note, "note"},
      {bad, "bad"},
  });
}

/// Called now and then during long work, from the reading thread: objects read so far.
using Progress = std::function<void(std::size_t objects, std::string_view what)>;

struct PullRequest {
  core::Timestamp now;
  Progress progress;  ///< may be empty
};

/// A source. Implementations are one file and one row in connectors/registry.cpp.
///
/// Contract of read(): either a Pull whose completeness is the truth, or an Error when nothing
/// usable came. Never a shorter list that calls itself complete; never a secret in a message; the
/// same content gives the same Pull whatever order the source tells it in; it ends (timeouts
/// everywhere).
class Connector {
 public:
  virtual ~Connector() = default;
  virtual Capabilities describe() const = 0;
  /// Looks, changes nothing. Fails only when it cannot even try; trouble found is a bad line.
  virtual core::Result<std::vector<CheckLine>> check(core::Timestamp now) = 0;
  virtual core::Result<core::Pull> read(const PullRequest& request) = 0;
};

}  // namespace rettesnor::connectors
