using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Permissions;

namespace ProxLB.Proxmox.Capture;

/// <summary>Finds out whether the credentials see nothing where there must be something: an empty answer is no empty cluster.</summary>
internal static class CaptureDefects
{
    /// <exception cref="PermissionDeniedException">The credentials see no figures of any node.</exception>
    public static void ThrowIfBlind(ClusterRows rows, IReadOnlyList<ClusterResource> resources, Caller caller)
    {
        var online = rows.Nodes.Where(node => node.Online).ToList();
        if (online.Count > 0 && online.All(node => node.Row is not { MaxMem: > 0 }) && !resources.Any(row => row.Type == "node" && row.MaxMem > 0))
        {
            throw new PermissionDeniedException($"The {caller} sees no node's figures; it lacks Sys.Audit on /nodes. Grant it with: {caller.GrantCommand("Sys.Audit")}");
        }
    }

    /// <exception cref="PermissionDeniedException">No guest is seen, and the credentials may not see any.</exception>
    public static void ThrowIfGuestsAreHidden(ClusterRows rows, IReadOnlyList<MissingPrivilege> missing, Caller caller)
    {
        if (rows.Guests.Count == 0 && rows.Unreadable == 0 && missing.FirstOrDefault(privilege => privilege.Privilege == PrivilegeNeeds.SeeGuests) is { } hidden)
        {
            throw new PermissionDeniedException($"The {caller} sees no guest, because {hidden}");
        }
    }
}
