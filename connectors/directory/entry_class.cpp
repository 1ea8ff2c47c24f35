// The object classes of Active Directory ([MS-ADSC]) and of the RFCs in our terms.
#include "connectors/directory/entry_class.h"

#include <algorithm>

namespace rettesnor::connectors {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view one) { return same_name(one, name); });
}

constexpr std::string_view kGroups[] = {"groupOfNames",   "groupOfUniqueNames", "posixGroup",
                                        "groupOfMembers", "groupOfURLs",        "groupOfEntries"};
constexpr std::string_view kAccounts[] = {"inetOrgPerson", "posixAccount"};
constexpr std::string_view kMachines[] = {"device", "computer", "ipaHost", "ipaService",
                                          "ncpServer"};
constexpr std::string_view kWindowsMachines[] = {"computer", "msDS-GroupManagedServiceAccount",
                                                 "msDS-ManagedServiceAccount",
                                                 "msDS-DelegatedManagedServiceAccount"};

}  // namespace

EntryClass entry_class_of(const DirectoryEntry& entry, DirectoryFlavour flavour) {
  bool account = false;
  bool group = false;
  bool machine = false;
  const auto classes = entry.all("objectClass");
  for (const std::string_view name : classes) {
    if (same_name(name, "foreignSecurityPrincipal")) return EntryClass::principal;
    if (flavour == DirectoryFlavour::active_directory) {
      // A computer is a user as well.
      if (is_one_of(name, kWindowsMachines)) return EntryClass::machine;
      account = account || same_name(name, "user");
      group = group || same_name(name, "group");
    } else {
      account = account || is_one_of(name, kAccounts);
      group = group || is_one_of(name, kGroups);
      machine = machine || is_one_of(name, kMachines);
    }
  }
  if (classes.empty()) return EntryClass::unreadable;
  if (group) return EntryClass::group;
  if (account) return EntryClass::account;
  return machine ? EntryClass::machine : EntryClass::other;
}

}  // namespace rettesnor::connectors
