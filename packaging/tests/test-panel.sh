#!/usr/bin/env bash
# test-panel.sh: runs the panel's checks in Chromium. Without a browser it says so and passes.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
browser="$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)"
[ -n "$browser" ] || { echo "test-panel: skipped, there is no Chromium"; exit 0; }
profile="$(mktemp -d)"
trap 'rm -rf "$profile"' EXIT
page="$("$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$profile" --allow-file-access-from-files --virtual-time-budget=20000 --dump-dom "file://$here/panel.html" 2>/dev/null)"
result="$(grep -o 'panel: [^<]*' <<<"$page" || true)"
echo "test-${result:-panel: nothing came of it}"
[[ "$result" =~ ^panel:\ [1-9][0-9]*\ passed$ ]]
