# Sourced by scripts/test after runtime.sh. Sets CHROMIUM to a Chromium or Chrome for the browser tests.

find_chromium() {
  local candidate
  for candidate in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if command -v "$candidate"; then return 0; fi
  done
  return 1
}

ensure_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" >/dev/null || give_up "CHROMIUM is set to $CHROMIUM, which cannot be run."
  elif ! CHROMIUM=$(find_chromium); then
    install_debian chromium || true
    CHROMIUM=$(find_chromium) ||
      give_up "The browser tests need Chromium. Install it or set CHROMIUM to a browser, or run scripts/test --fast."
  fi
  export CHROMIUM
  say "Browser: $CHROMIUM"
}
