#!/usr/bin/env bash
# Installs what is missing from tools/packages.txt and package-lock.json; silent when nothing is.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
missing=()
while read -r package; do
  [ -z "$package" ] && continue
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done <"$root/tools/packages.txt"
# Any Node.js will do, Debian's or another.
command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
design() {
  local installed="$root/node_modules/.package-lock.json"
  [ -e "$installed" ] && [ ! "$root/package-lock.json" -nt "$installed" ] && return
  echo "Installing the design system and the browser tests' parts: npm ci"
  (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  touch "$installed"
}
[ ${#missing[@]} -eq 0 ] && { design; exit 0; }
echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
sudo=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Run this as root, or install sudo: packages are missing." >&2; exit 1; }
  sudo=(sudo)
fi
# Servers that the tests start by themselves must not be started by their packages.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
  "${sudo[@]}" chmod 755 "$policy"
  trap '"${sudo[@]}" rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { "${sudo[@]}" apt-get -o DPkg::Lock::Timeout=600 update -qq &&
       "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
         install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -20 "$log" >&2
  echo "Could not install the packages above; see $log" >&2
  exit 1
fi
rm -f "$log"
design
