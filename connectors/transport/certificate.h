// What a server's certificate says, and why it cannot be trusted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

struct Certificate {
  std::string subject;
  std::string issuer;
  core::Timestamp valid_from;
  core::Timestamp valid_to;
  std::string names;  ///< "ldap.kommun.example, 127.0.0.1"
};

core::Result<Certificate> read_certificate(std::string_view der);

/// Why this certificate is not good for `host` when only `ca_file` is trusted, in one sentence that
/// says what to do; empty when nothing is wrong with it. The system's own clock decides on dates,
/// as it does in the TLS library.
std::string trouble_with_certificate(std::string_view der, const std::string& host,
                                     const std::string& ca_file);

}  // namespace rettesnor::connectors
