#!/usr/bin/env bash
# The explorer's page: types, unit tests, whether dist/ is what the sources give, and the browser tests. What a machine lacks is
# installed if that is quickly done, and else left out loudly. SAYSO names the program to test (default: target/release/sayso).
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n== explorer: %s\n' "$*"; }
skip() { printf '\nSKIPPED: %s\n' "$*"; exit 0; }
sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo

command -v node >/dev/null || timeout 300 $sudo apt-get install -y -qq nodejs npm >/dev/null 2>&1 || true
command -v node >/dev/null && command -v npm >/dev/null || skip "the explorer's tests need node and npm"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  skip "the explorer's tests need node 20.19 or later, here is $(node --version)"
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] ||
  timeout 600 npm ci --no-audit --no-fund --loglevel=error || skip "the explorer's packages could not be installed (npm ci)"

say "types"
npm run --silent check

say "unit tests"
npm run --silent test

say "dist/ is what the sources give"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
npx vite build --outDir "$fresh" --emptyOutDir --logLevel error
diff -rq dist "$fresh" || { echo "web/dist is not what web/src gives: npm run build, and commit web/dist" >&2; exit 1; }

say "in a browser"
export SAYSO="${SAYSO:-$PWD/../target/release/sayso}"
[ -x "$SAYSO" ] || skip "no program to test at $SAYSO: cargo build --release, or set SAYSO"
export CHROMIUM="${CHROMIUM:-$(command -v chromium || true)}"
if [ -z "$CHROMIUM" ]; then
  { timeout 120 $sudo apt-get update -qq && timeout 600 $sudo apt-get install -y -qq chromium; } >/dev/null 2>&1 || true
  CHROMIUM=$(command -v chromium || true)
fi
[ -n "$CHROMIUM" ] || skip "no Chromium, and apt-get could not install it: no browser test was run"
timeout 1500 npm run --silent test:browser
