using Microsoft.Extensions.Logging;
using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Permissions;

namespace ProxLB.Proxmox.Capture;

internal sealed partial class ClusterCapture
{
    [LoggerMessage(1131, LogLevel.Warning, "Proxmox VE {Version} is older than {Oldest}, the oldest that is supported.")]
    private partial void LogOld(PveVersion version, PveVersion oldest);

    [LoggerMessage(1134, LogLevel.Warning, "{Missing}")]
    private partial void LogMissing(MissingPrivilege missing);

    [LoggerMessage(1135, LogLevel.Warning, "Proxmox VE {Version} does not tell the size of the ZFS cache, so on {Nodes}, which have ZFS storages, all of it counts as used memory. From 9.0 on it does not. Limit the cache (zfs_arc_max) if these nodes look fuller than they are.")]
    private partial void LogZfs(string version, string nodes);

    [LoggerMessage(1132, LogLevel.Warning, "{Count} rows of the cluster's resources cannot be made out. If they are guests, they are not in the snapshot and do not move; their load counts as their host's.")]
    private partial void LogLost(int count);

    [LoggerMessage(1133, LogLevel.Warning, "VMID {Id} appears more than once in the cluster's resources; the guest stays where it is.")]
    private partial void LogRepeated(int id);
}
