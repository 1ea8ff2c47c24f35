// What each exit code means, and which error leads to which.
#include "cli/exit_code.h"

namespace rettesnor::cli {
namespace {

constexpr ExitCodeRow kRows[] = {
    {ExitCode::fine, Word::exit_fine},
    {ExitCode::findings, Word::exit_findings},
    {ExitCode::usage, Word::exit_usage},
    {ExitCode::source, Word::exit_source},
    {ExitCode::quarantine, Word::exit_quarantine},
    {ExitCode::refused, Word::exit_refused},
    {ExitCode::not_found, Word::exit_not_found},
    {ExitCode::corrupt, Word::exit_corrupt},
    {ExitCode::conflict, Word::exit_conflict},
    {ExitCode::fault, Word::exit_fault},
};

int weight(ExitCode code) {
  switch (code) {
    case ExitCode::fine:
      return 0;
    case ExitCode::findings:
      return 1;
    case ExitCode::source:
      return 2;
    case ExitCode::quarantine:
      return 3;
    case ExitCode::not_found:
      return 4;
    case ExitCode::usage:
      return 5;
    case ExitCode::refused:
      return 6;
    case ExitCode::conflict:
      return 7;
    case ExitCode::corrupt:
      return 8;
    case ExitCode::fault:
      return 9;
  }
  return 9;
}

}  // namespace

std::span<const ExitCodeRow> all_exit_codes() {
  return kRows;
}

ExitCode exit_code_of(core::ErrorKind kind) {
  switch (kind) {
    case core::ErrorKind::invalid_input:
      return ExitCode::usage;
    case core::ErrorKind::unauthorized:
      return ExitCode::refused;
    case core::ErrorKind::refused:
      return ExitCode::refused;
    case core::ErrorKind::unreachable:
      return ExitCode::source;
    case core::ErrorKind::not_found:
      return ExitCode::not_found;
    case core::ErrorKind::conflict:
      return ExitCode::conflict;
    case core::ErrorKind::corrupt:
      return ExitCode::corrupt;
    case core::ErrorKind::unsupported:
      return ExitCode::corrupt;
  }
  return ExitCode::fault;
}

ExitCode worse_of(ExitCode a, ExitCode b) {
  return weight(a) >= weight(b) ? a : b;
}

}  // namespace rettesnor::cli
