# Sourced by the other scripts. Makes sure that a Node.js Adjoin supports comes first in PATH and that
# the locked packages are installed. Cheap when there is nothing to do. Leaves the shell in the checkout.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
checkout=$PWD

say() { printf '• %s\n' "$*" >&2; }

give_up() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

# Runs a command that may be silent for long, telling every ten seconds that it is still at work.
patiently() {
  local what=$1 started=$SECONDS result=0 ticker
  shift
  say "$what"
  while sleep 10 </dev/null >/dev/null 2>&1; do say "  still at it after $((SECONDS - started)) s"; done &
  ticker=$!
  "$@" >&2 || result=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  return "$result"
}

checksum() { cksum <"$1" | tr ' ' '-'; }

node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number)
    process.exit(major > 24 || (major === 24 && minor >= 16) ? 0 : 1)' 2>/dev/null
}

# An npm that runs under another Node reads another global npmrc: keep the machine's (proxies, certificates).
keep_npm_settings() {
  local settings
  settings=$(npm config get globalconfig 2>/dev/null) || return 0
  if [ -f "$settings" ]; then export npm_config_globalconfig=$settings; fi
}

# Installed beside its final place and then moved, so that an interrupted install leaves nothing half done.
install_runtime() {
  local place=$1 draft="$1.draft.$$"
  mkdir -p "$draft"
  cp scripts/runtime/package.json scripts/runtime/package-lock.json "$draft/"
  patiently "Fetching Node.js for this checkout, about 50 MB, once" \
    npm ci --prefix "$draft" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error ||
    give_up "npm could not fetch it. Install Node.js 24.16 or newer (https://nodejs.org), then run this again."
  if [ -d "$place" ]; then rm -rf "$draft"; else mv "$draft" "$place"; fi
}

ensure_node() {
  local place
  if node_is_new_enough; then return 0; fi
  command -v node >/dev/null && command -v npm >/dev/null ||
    give_up "Adjoin needs Node.js 24.16 or newer with npm: https://nodejs.org"
  place="$checkout/.cache/runtime/$(checksum scripts/runtime/package-lock.json)"
  keep_npm_settings
  if [ ! -d "$place" ]; then
    say "This machine has Node.js $(node --version); Adjoin needs 24.16 or newer"
    install_runtime "$place"
  fi
  # Its own folder, since npm 10 makes no .bin link where several packages offer the same command.
  PATH="$(echo "$place"/node_modules/node-*/bin):$PATH"
  export PATH
  hash -r
  node_is_new_enough ||
    give_up "There is no ready-made Node.js for $(uname -sm). Install 24.16 or newer (https://nodejs.org), then run this again."
}

ensure_packages() {
  local stamp=node_modules/.adjoin-installed lock
  lock=$(checksum package-lock.json)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$lock" ]; then return 0; fi
  patiently "Installing the locked packages" npm ci --no-audit --no-fund --loglevel=error ||
    give_up "npm ci failed: the lines above say why."
  printf '%s\n' "$lock" >"$stamp"
  say "Node.js $(node --version), packages installed"
}

# What the bundler says is for those who work on the web app, or where it fails.
build() {
  local output
  say "Building the web app"
  output=$(npm run --silent build 2>&1) || {
    printf '%s\n' "$output" >&2
    give_up "npm run build failed: the lines above say why."
  }
}

ensure_node
ensure_packages
