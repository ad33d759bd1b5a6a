#!/usr/bin/env bash
# Lets a client that is not ours, Debian's python3-proxmoxer, work with the simulated cluster.
# Needs the package and a built ProxLB.SimulatedCluster; says so and ends with 3 where the package is missing.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
repository="$(cd "$here/../.." && pwd)"
configuration="${1:-debug}"
program="$repository/artifacts/bin/ProxLB.SimulatedCluster/$configuration/ProxLB.SimulatedCluster.dll"

# Debian's package is Debian's Python's, which need not be the first one in the path.
python=""
for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import proxmoxer, requests' 2>/dev/null; then
        python="$candidate"
        break
    fi
done
if [ -z "$python" ]; then
    echo "python3-proxmoxer is not installed; run: apt-get install python3-proxmoxer" >&2
    exit 3
fi
if [ ! -f "$program" ]; then
    echo "$program is missing; run: dotnet build samples/ProxLB.SimulatedCluster" >&2
    exit 2
fi

work="$(mktemp -d)"
cluster=""
finish() {
    [ -z "$cluster" ] || kill "$cluster" 2>/dev/null || true
    [ -z "$cluster" ] || wait "$cluster" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

for version in 7.4 8.4 9.0 9.2; do
    dotnet "$program" --nodes 3 --guests 12 --version "$version" --port 0 --speed 60 >"$work/said" 2>"$work/errors" &
    cluster=$!
    for _ in $(seq 300); do
        grep -q '^token' "$work/said" && break
        kill -0 "$cluster" 2>/dev/null || { cat "$work/errors" >&2; exit 1; }
        sleep 0.2
    done
    "$python" "$here/check.py" "$version" "$work/said"
    kill "$cluster"
    wait "$cluster" 2>/dev/null || true
    cluster=""
done
