// What the program writes for itself and what decides nothing: the second door to a Writer.
//
// Who may use it; tools/lint.py holds this list, and everything else is a Write with its events:
// - store/migrate.cpp: the schema, brought forward
// - store/history/apply_pull.cpp: a pull as it was read, within the standing limits, or that failed
// - store/history/track_findings.cpp: when findings came and went; reconciling finds them again
// - store/people/chosen_languages.cpp: in which language somebody reads
#pragma once

#include <utility>

#include "core/result.h"
#include "store/database.h"

namespace rettesnor::store {

/// All or nothing: rolls back when it goes without commit().
class [[nodiscard]] Bookkeeping {
 public:
  static core::Result<Bookkeeping> begin(const Connection& connection) {
    return Bookkeeping(TRY(Transaction::begin(connection)));
  }
  const Writer& writer() const { return transaction_.writer(); }
  core::Result<void> commit() && { return transaction_.commit(); }

 private:
  explicit Bookkeeping(Transaction transaction) : transaction_(std::move(transaction)) {}
  Transaction transaction_;
};

}  // namespace rettesnor::store
