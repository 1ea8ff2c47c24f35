// The product's own roles, and a set of them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace rettesnor::review {

/// As far as they do something here (policy.md A2). Who may do what because of them stands in
/// deeds.cpp alone.
enum class ProductRole : std::uint8_t {
  user,                  ///< BRUGER: everybody who is current; sees herself
  leader,                ///< LEDER: leads a unit, or is asked in an open campaign
  review_administrator,  ///< ATTESTERINGSADMIN
  it_operations,         ///< IT-DRIFT
  security_lead,         ///< INFORMATIONSSIKKERHEDSLEDER
  auditor                ///< REVISOR: sees everything, changes nothing, holds nothing else
};
/// In the order of the enum.
inline constexpr std::initializer_list<ProductRole> kProductRoles = {
    ProductRole::user,          ProductRole::leader,        ProductRole::review_administrator,
    ProductRole::it_operations, ProductRole::security_lead, ProductRole::auditor};
std::string_view name_of(ProductRole role);

class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<ProductRole> roles) {
    for (const ProductRole role : roles) insert(role);
  }
  constexpr void insert(ProductRole role) { bits_ |= bit(role); }
  constexpr void erase(ProductRole role) { bits_ &= ~bit(role); }
  constexpr bool contains(ProductRole role) const { return (bits_ & bit(role)) != 0; }
  constexpr bool meets(Roles other) const { return (bits_ & other.bits_) != 0; }
  friend constexpr bool operator==(Roles, Roles) = default;

 private:
  static constexpr unsigned bit(ProductRole role) { return 1U << static_cast<unsigned>(role); }
  unsigned bits_ = 0;
};

/// Names of the roles beyond the one that everybody has, in the order of the enum.
std::vector<std::string_view> names_beyond_user(Roles roles);

}  // namespace rettesnor::review
