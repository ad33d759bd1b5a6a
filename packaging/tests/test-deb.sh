#!/usr/bin/env bash
# test-deb.sh PACKAGE [SIMULATED_CLUSTER_DLL]: installs proxlb into a scratch root, runs it there, checks its unit and removes it. Needs no root rights;
# for the simulated cluster, beside which the daemon is run, it needs dotnet.
set -euo pipefail

package="$(realpath "$1")"
simulator="${2:-}"
work="$(mktemp -d)"
daemon=""
cluster=""
trap '[ -z "$daemon$cluster" ] || kill $daemon $cluster 2>/dev/null || true; rm -rf "$work"' EXIT
root="$work/root"
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
: >"$root/var/lib/dpkg/status"

fail() { echo "test-deb: $*" >&2; exit 1; }
run() { dpkg --root="$root" --force-script-chrootless --force-not-root --force-depends --force-bad-path --log="$work/dpkg.log" "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; fail "dpkg $*"; }; }
# The program must need nothing but what is in its package.
proxlb() { env -i PATH=/usr/bin:/bin HOME="$work" "$root/usr/bin/proxlb" "$@"; }

run --install "$package"
proxlb --version
proxlb demo --nodes 3 --guests 12 >"$work/demo" || { cat "$work/demo" >&2; fail "the demo does not run"; }
grep -q 'nothing to do\|no migration would gain' "$work/demo" || { cat "$work/demo" >&2; fail "the demo's second run still moves guests"; }

for file in usr/share/man/man1/proxlb.1.gz usr/share/bash-completion/completions/proxlb usr/share/zsh/vendor-completions/_proxlb \
    usr/share/doc/proxlb/copyright usr/share/doc/proxlb/examples/proxlb.yaml lib/systemd/system/proxlb.service; do
    [ -s "$root/$file" ] || fail "$file is missing"
done
bash -n "$root/usr/share/bash-completion/completions/proxlb"
mkdir -p "$work/check"
sed "s|file:/etc/proxlb/token|secret|" "$root/usr/share/doc/proxlb/examples/proxlb.yaml" >"$work/check/proxlb.yaml"
proxlb config check -c "$work/check/proxlb.yaml"
if command -v man >/dev/null; then
    [ -z "$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$root/usr/share/man/man1/proxlb.1.gz" 2>&1 >/dev/null)" ] || fail "the manual page has errors"
fi

# The daemon beside a simulated cluster: how soon it has a plan, and what it takes once it idles.
if [ -n "$simulator" ]; then
    dotnet "$simulator" --nodes 5 --guests 40 --port 0 --speed 1 >"$work/cluster" 2>&1 &
    cluster=$!
    for _ in $(seq 300); do
        grep -q '^user' "$work/cluster" && break
        kill -0 "$cluster" 2>/dev/null || { cat "$work/cluster" >&2; fail "the simulated cluster does not start"; }
        sleep 0.1
    done
    of_cluster() { sed -n "s/^$1 *//p" "$work/cluster"; }
    token="$(of_cluster token)"
    cat >"$work/check/daemon.yaml" <<EOF
proxmox_api:
  hosts: ['$(of_cluster address | sed 's|^https://||; s|/$||')']
  user: ${token%%!*}
  token_id: $(echo "$token" | sed 's|.*!||; s|=.*||')
  token_secret: ${token#*=}
  fingerprint: $(of_cluster fingerprint)
service:
  listen: 127.0.0.1:0
EOF
    state="$(sed -n 's|^StateDirectory=|/var/lib/|p' "$root/lib/systemd/system/proxlb.service")"
    [ "$state" = /var/lib/proxlb ] || fail "the service keeps its state in $state, and root's commands in /var/lib/proxlb"
    begun="$(date +%s%N)"
    # As systemd does it for the unit.
    env -i PATH=/usr/bin:/bin HOME="$work" STATE_DIRECTORY="$work/state" "$root/usr/bin/proxlb" run -c "$work/check/daemon.yaml" >"$work/daemon" 2>&1 &
    daemon=$!
    for _ in $(seq 1500); do
        grep -q 'Plan ' "$work/daemon" && break
        kill -0 "$daemon" 2>/dev/null || break
        sleep 0.02
    done
    grep -q 'Plan ' "$work/daemon" || { cat "$work/daemon" >&2; fail "the daemon makes no plan"; }
    echo "test-deb: the daemon has its first plan after $((($(date +%s%N) - begun) / 1000000)) ms"
    # Some 70 MB are measured and less than 80 MB promised; on a loaded machine it takes its time to get there.
    for _ in $(seq 30); do
        sleep 1
        resident="$(awk '/^VmRSS/ { print $2 }' "/proc/$daemon/status")"
        [ "$resident" -ge $((80 * 1024)) ] || break
    done
    [ -s "$work/state/owner.json" ] || fail "the daemon does not keep its state in the directory that systemd names"
    kill "$daemon" "$cluster"
    wait "$daemon" "$cluster" || true
    daemon=""
    cluster=""
    echo "test-deb: $((resident / 1024)) MB resident when idle, with the page"
    [ "$resident" -gt 0 ] && [ "$resident" -lt $((80 * 1024)) ] || fail "the idle daemon takes $resident kB"
else
    echo "test-deb: the daemon is not run, no simulated cluster was named"
fi

if command -v systemd-analyze >/dev/null; then
    sed -e "s|/usr/bin/proxlb|$root/usr/bin/proxlb|" -e /^Documentation=/d "$root/lib/systemd/system/proxlb.service" >"$work/check/proxlb.service"
    said="$(systemd-analyze verify "$work/check/proxlb.service" 2>&1 | grep -F proxlb || true)"
    [ -z "$said" ] || fail "systemd-analyze verify: $said"
    if systemd-analyze security --help 2>&1 | grep -q -- --offline; then
        systemd-analyze security --offline=true --threshold=20 "$work/check/proxlb.service" >"$work/security" || { tail -n 3 "$work/security" >&2; fail "the unit is less hardened than it was"; }
        tail -n 1 "$work/security"
    fi
else
    echo "test-deb: the unit is not checked, there is no systemd-analyze"
fi

run --purge proxlb
[ ! -e "$root/usr/bin/proxlb" ] && [ ! -e "$root/usr/lib/proxlb" ] || fail "something was left behind"
echo "test-deb: passed"
