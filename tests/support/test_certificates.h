// Certificates for servers on loopback: a good one, and each way in which one can be wrong.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rettesnor::test {

struct CertificateWish {
  std::string common_name = "ldap.kommun.example";
  std::vector<std::string> dns_names = {"ldap.kommun.example"};
  std::vector<std::string> addresses = {"127.0.0.1"};
  int valid_from_days = -1;  ///< days from today
  int valid_to_days = 90;
};

/// A certificate authority whose key lives in memory only.
class TestAuthority {
 public:
  explicit TestAuthority(const std::string& common_name = "Rettesnor Test CA");
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;
  ~TestAuthority();

  std::string certificate_pem() const;
  /// Writes `name`.crt and `name`.key (mode 0600) into `folder`.
  void issue(const std::filesystem::path& folder, const std::string& name,
             const CertificateWish& wish = {}) const;

 private:
  void* certificate_;  // X509
  void* key_;          // EVP_PKEY
};

}  // namespace rettesnor::test
