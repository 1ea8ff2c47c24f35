// What sort of thing an entry is by the classes that it shows; and that it shows none.
#pragma once

#include <string_view>

#include "connectors/directory/directory_entry.h"
#include "connectors/directory/directory_settings.h"

namespace rettesnor::connectors {

enum class EntryClass {
  account,
  group,
  principal,   ///< a foreign security principal ([MS-ADTS] 6.1.1.4.10)
  machine,     ///< a computer, a host, a managed service account
  other,       ///< it shows its classes, and none of them is one of the above
  unreadable,  ///< it shows no class: it may be anything
};

/// Only a shown objectClass says that an entry is neither account nor group.
EntryClass entry_class_of(const DirectoryEntry& entry, DirectoryFlavour flavour);

}  // namespace rettesnor::connectors
