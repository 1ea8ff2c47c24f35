#!/usr/bin/env bash
# Installs what is missing; silent when nothing is.
#   tools/setup.sh run     what building and running needs: tools/packages-run.txt and the design system
#   tools/setup.sh check   that, and what the checks need: tools/packages-check.txt and the browser tests' parts
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
case ${1:-} in
  run) lists=(run) ;;
  check) lists=(run check) ;;
  *) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac
missing=()
while read -r package; do
  [ -z "$package" ] && continue
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done < <(for list in "${lists[@]}"; do cat "$root/tools/packages-$list.txt"; done)
# Any Node.js will do, Debian's or another.
command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
# The design system is what the pages are served with; the rest of package.json drives the browser tests.
node_parts() {
  local installed="$root/node_modules/.package-lock.json" only=()
  if [ -e "$installed" ] && [ ! "$root/package-lock.json" -nt "$installed" ]; then
    [ "${lists[-1]}" = run ] || [ -d "$root/node_modules/playwright-core" ] && return
  fi
  [ "${lists[-1]}" = check ] || only=(--omit=dev)
  echo "Installing the parts from package.json: npm ci ${only[*]}"
  (cd "$root" && npm ci "${only[@]}" --ignore-scripts --no-audit --no-fund --loglevel=error)
  touch "$installed"
}
[ ${#missing[@]} -eq 0 ] && { node_parts; exit 0; }
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
node_parts
