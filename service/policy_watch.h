// Notices that the files of the policy were changed while the program runs.
#pragma once

#include <memory>
#include <string>

#include "core/result.h"
#include "policies/policy.h"

namespace rettesnor::service {

class PolicyWatch {
 public:
  /// `in_force` was read from `folder` just now.
  PolicyWatch(std::string folder, const policies::Policy& in_force);

  /// The new policy, once; null while nothing changed. Files are read when they were the same for
  /// two calls, so that one who saves several of them is not read half-way. One that cannot be used
  /// is invalid_input, at every call until it is mended.
  core::Result<std::shared_ptr<const policies::Policy>> changed();

 private:
  std::string folder_;
  std::string fingerprint_;  ///< of the policy in force
  std::string read_;         ///< the files as they were when last read without complaint
  std::string seen_;         ///< the files at the last call
};

}  // namespace rettesnor::service
