#!/usr/bin/env bash
# Installs the exact solver on Debian and compares the engine with it: compare.sh [PROBLEMS] [SECONDS A PROGRAM] [FIRST SEED]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
if ! command -v cbc >/dev/null; then
    sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo -n)
    "${sudo[@]}" apt-get -qq update
    "${sudo[@]}" apt-get -qq install -y --no-install-recommends coinor-cbc
fi
dotnet run -c Release --project benchmarks/ProxLB.Benchmarks -- solver "${1:-100}" "${2:-60}" "${3:-1}"
