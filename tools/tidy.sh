#!/usr/bin/env bash
# clang-tidy over the sources of a build, remembering what was clean: tools/tidy.sh BUILD_DIR
# RETTESNOR_TIDY=deep lets the analyzer follow calls from function to function: three times as long.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$1
cache=$root/build/tidy-clean
mkdir -p "$cache"
cd "$root"
mode=${RETTESNOR_TIDY:-shallow}
export build cache mode
# A file is clean for as long as it, the headers of the house and the rules stay as they were.
rules=$(cat .clang-tidy $(git ls-files '*.h') | sha256sum | cut -c1-16)-$mode
export rules
check_one() {
  local key
  key=$(cat "$1" | sha256sum | cut -c1-32)-$rules
  [ -e "$cache/$key" ] && return 0
  # The compiler's warnings are g++'s; clang is asked for its checks alone.
  if clang-tidy -p "$build" --quiet --extra-arg=-Wno-everything --extra-arg=-Xclang \
      --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg="mode=$mode" "$1" >"$cache/$$.out" 2>/dev/null; then
    touch "$cache/$key"
  else
    cat "$cache/$$.out"
    return 1
  fi
}
export -f check_one
# The folders that have been brought to clean; reconcile, store, audit, review and web are to follow.
git ls-files --cached --others --exclude-standard 'core/*.cpp' 'policies/*.cpp' 'connectors/*.cpp' \
  'cli/*.cpp' |
  xargs -P "$(nproc)" -I{} bash -c 'check_one {}' || { echo "clang-tidy found something"; exit 1; }
echo "clang-tidy: clean"
