using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>Finds out whether the credentials see nothing where there must be something: an empty answer is no empty cluster.</summary>
internal static class CaptureDefects
{
    /// <exception cref="PermissionDeniedException">The credentials see no figures of any node.</exception>
    public static void ThrowIfBlind(ClusterRows rows, IReadOnlyList<ClusterResource> resources, string identity)
    {
        var online = rows.Nodes.Where(node => node.Online).ToList();
        if (online.Count > 0 && online.All(node => node.Row is not { MaxMem: > 0 }) && !resources.Any(row => row.Type == "node" && row.MaxMem > 0))
        {
            throw new PermissionDeniedException($"The {identity} sees no node's figures; it lacks Sys.Audit on /nodes. Grant it with: {Permissions.GrantCommand.For("Sys.Audit")}");
        }
    }
}
