#!/usr/bin/env bash
# test-ui.sh PACKAGE: installs, upgrades and removes proxlb-pve-ui in a scratch root, beside stand-ins of pve-manager. Needs dpkg and no root rights.
set -euo pipefail

package="$(realpath "$1")"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
root="$work/root"
page="$root/usr/share/pve-manager/index.html.tpl"
line='<script type="text/javascript" src="/pve2/js/proxlb-rebalancing.js'

fail() { echo "test-ui: $*" >&2; exit 1; }
run() { dpkg --root="$root" --force-script-chrootless --force-not-root --force-depends --force-bad-path --log="$work/dpkg.log" "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; fail "dpkg $*"; }; }

# manager VERSION: a package pve-manager with that version's page.
manager() {
    local tree="$work/manager-$1"
    install -D -m 644 "$here/index-$1.html.tpl" "$tree/usr/share/pve-manager/index.html.tpl"
    mkdir -p "$tree/DEBIAN"
    printf 'Package: pve-manager\nVersion: %s\nArchitecture: all\nMaintainer: nobody <nobody@example.invalid>\nDescription: stand-in\n' "$1" >"$tree/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$tree" "$work/pve-manager-$1.deb" >/dev/null
}

is_original() { cmp -s "$page" "$here/index-$1.html.tpl" || { diff "$here/index-$1.html.tpl" "$page" >&2 || true; fail "$1: $2: the page is not the old one"; }; }

has_line() {
    [ "$(grep -cF "$line" "$page")" -eq 1 ] || fail "$1: $2: the line is not there exactly once"
    grep -A1 -F 'pvemanagerlib.js' "$page" | tail -n 1 | grep -qF "$line" || fail "$1: $2: the line is not behind that of pvemanagerlib.js"
    grep -vF "$line" "$page" | diff -q - <(sed '$a\' "$here/index-$1.html.tpl") >/dev/null || fail "$1: $2: another line was changed"
}

fresh_root() {
    rm -rf "$root"
    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
    : >"$root/var/lib/dpkg/status"
}

for version in 7.4 8.4 9.2; do manager "$version"; done

for version in 7.4 8.4 9.2; do
    fresh_root
    run --install "$work/pve-manager-$version.deb"
    run --install "$package"
    has_line "$version" install
    [ "$(stat -c %a "$page")" = 644 ] || fail "$version: the mode of the page was changed"
    run --install "$package"
    has_line "$version" "install again"
    echo PORT=9000 >"$root/etc/default/proxlb-pve-ui"
    "$root/usr/lib/proxlb-pve-ui/template" add "$root"
    has_line "$version" "another port"
    grep -qF 'port=9000' "$page" || fail "$version: the port is not taken from the settings"
    run --purge proxlb-pve-ui
    is_original "$version" remove
    [ ! -e "$root/etc/default/proxlb-pve-ui" ] && [ ! -e "$root/usr/share/pve-manager/js" ] && [ ! -e "$root/usr/lib/proxlb-pve-ui" ] || fail "$version: something was left behind"
    [ -z "$(find "$root/usr/share/pve-manager" -name 'index.html.tpl.*')" ] || fail "$version: a temporary file was left behind"
done

# The panel first, then pve-manager and its upgrades: the trigger puts the line in each time.
fresh_root
run --install "$package"
for version in 7.4 8.4 9.2; do
    run --install "$work/pve-manager-$version.deb"
    has_line "$version" "upgrade of pve-manager"
done
run --remove proxlb-pve-ui
is_original 9.2 "remove after upgrades"

# A page that is not as expected is left alone.
run --install "$package"
for odd in '<html></html>' '<script src="/pve2/js/pvemanagerlib.js"></script>'$'\n''<script src="/pve2/js/pvemanagerlib.js"></script>' ''; do
    printf '%s' "$odd" >"$page"
    "$root/usr/lib/proxlb-pve-ui/template" add "$root" 2>/dev/null
    [ "$(cat "$page")" = "$odd" ] || fail "an unexpected page was changed"
done
rm "$page"
"$root/usr/lib/proxlb-pve-ui/template" add "$root"
[ ! -e "$page" ] || fail "a page was made where there was none"
echo "test-ui: passed"
