#!/usr/bin/env bash
# build-deb.sh [--ui-only] OUTPUT: builds the Debian packages proxlb (for amd64) and proxlb-pve-ui into the folder OUTPUT.
# Needs the .NET SDK, dpkg-deb and gzip. The package contains .NET: a node needs none.
set -euo pipefail

ui_only=false
if [ "${1:-}" = --ui-only ]; then
    ui_only=true
    shift
fi
[ "$#" -eq 1 ] || { echo "usage: build-deb.sh [--ui-only] OUTPUT" >&2; exit 2; }

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
mkdir -p "$1"
output="$(cd "$1" && pwd)"
# ProxLB's own package has the same name, is replaced by this one, and counts its versions from 1 on.
epoch=1
version="$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
umask 022
# The same commit gives the same package.
SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git -c safe.directory='*' -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}"
export SOURCE_DATE_EPOCH

# put MODE FILE TARGET: copies a file, its folders made.
put() { install -D -m "$1" "$2" "$3"; }

# control PACKAGE ARCHITECTURE VERSION: writes what dpkg needs to know; the rest of the fields comes from standard input.
control() {
    mkdir -p "$work/$1/DEBIAN"
    {
        printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: The ProxLB for .NET authors <proxlb@example.invalid>\n' "$1" "$3" "$2"
        printf 'Section: admin\nPriority: optional\nInstalled-Size: %s\n' "$(du -sk "$work/$1" | cut -f1)"
        cat
    } >"$work/$1/DEBIAN/control"
}

documents() {
    put 644 "$here/copyright" "$work/$1/usr/share/doc/$1/copyright"
    printf '%s (%s) unstable; urgency=medium\n\n  * See https://keepachangelog.com for the format of CHANGELOG.md of the source.\n\n -- The ProxLB for .NET authors <proxlb@example.invalid>  %s\n' \
        "$1" "$version" "$(date -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$work/$1/usr/share/doc/$1/changelog.gz"
}

pack() {
    (cd "$work/$1" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | sort -z | xargs -0r md5sum >DEBIAN/md5sums)
    chmod -R u+rwX,go+rX,go-w "$work/$1"
    # A tenth larger than with xz, in a fraction of the time; zstd is unknown to Proxmox VE 7.
    dpkg-deb -Zgzip --root-owner-group --build "$work/$1" "$output" >/dev/null
}

build_program() {
    local tree="$work/proxlb"
    dotnet publish "$root/samples/ProxLB.Host" -c Release -r linux-x64 --self-contained -v quiet --nologo \
        -p:PublishReadyToRun=true -p:DebugType=none -p:GenerateDocumentationFile=false -p:RunAnalyzers=false --artifacts-path "$work/artifacts" -o "$tree/usr/lib/proxlb"
    find "$tree/usr/lib/proxlb" -type f -exec chmod 644 {} +
    chmod 755 "$tree/usr/lib/proxlb/proxlb"
    mkdir -p "$tree/usr/bin" "$tree/etc/proxlb" "$tree/usr/share/man/man1" "$tree/usr/share/bash-completion/completions" "$tree/usr/share/zsh/vendor-completions"
    ln -s ../lib/proxlb/proxlb "$tree/usr/bin/proxlb"
    "$tree/usr/bin/proxlb" manual | gzip -9n >"$tree/usr/share/man/man1/proxlb.1.gz"
    "$tree/usr/bin/proxlb" completion bash >"$tree/usr/share/bash-completion/completions/proxlb"
    "$tree/usr/bin/proxlb" completion zsh >"$tree/usr/share/zsh/vendor-completions/_proxlb"
    put 644 "$here/proxlb/proxlb.service" "$tree/lib/systemd/system/proxlb.service"
    put 644 "$here/proxlb/proxlb.yaml" "$tree/usr/share/doc/proxlb/examples/proxlb.yaml"
    documents proxlb
    control proxlb amd64 "$epoch:$version" <<'FIELDS'
Depends: adduser, libc6 (>= 2.31), libgcc-s1, libssl3 | libssl3t64 | libssl1.1, libstdc++6, zlib1g
Suggests: proxlb-pve-ui
Description: load balancer for Proxmox VE clusters
 Decides which guest runs on which node of a Proxmox VE cluster and migrates
 guests: safely, with few migrations, and always saying why. Comes as a command
 line and as a service with web page, JSON API and metrics, and reads the
 configuration file of ProxLB.
FIELDS
    put 755 "$here/proxlb/postinst" "$tree/DEBIAN/postinst"
    put 755 "$here/proxlb/prerm" "$tree/DEBIAN/prerm"
    put 755 "$here/proxlb/postrm" "$tree/DEBIAN/postrm"
    pack proxlb
}

build_panel() {
    local tree="$work/proxlb-pve-ui"
    put 644 "$here/pve-ui/proxlb-rebalancing.js" "$tree/usr/share/pve-manager/js/proxlb-rebalancing.js"
    put 755 "$here/pve-ui/template" "$tree/usr/lib/proxlb-pve-ui/template"
    sed -i "s/@VERSION@/$version/" "$tree/usr/lib/proxlb-pve-ui/template"
    put 644 "$here/pve-ui/defaults" "$tree/etc/default/proxlb-pve-ui"
    documents proxlb-pve-ui
    control proxlb-pve-ui all "$version" <<'FIELDS'
Enhances: pve-manager
Recommends: proxlb
Description: panel of ProxLB in the web interface of Proxmox VE
 Adds "Rebalancing" under Datacenter, HA, and "Migrate away from node" to the
 menu of each node. Works with Proxmox VE 7.4 to 9.2, is put in again after
 upgrades of pve-manager, and leaves no trace when it is removed.
FIELDS
    echo /etc/default/proxlb-pve-ui >"$tree/DEBIAN/conffiles"
    put 644 "$here/pve-ui/triggers" "$tree/DEBIAN/triggers"
    put 755 "$here/pve-ui/postinst" "$tree/DEBIAN/postinst"
    put 755 "$here/pve-ui/prerm" "$tree/DEBIAN/prerm"
    pack proxlb-pve-ui
}

"$ui_only" || build_program
build_panel
ls -l "$output"/*.deb
