namespace ProxLB.Proxmox.Permissions;

/// <summary>The least privileges with which a cluster can be read and its guests migrated.</summary>
public static class ProxmoxPrivileges
{
    /// <summary>The privileges that a role for these options needs, each once, in alphabetical order.</summary>
    /// <param name="options">How the cluster is to be used; mapping disks to other storages needs more.</param>
    /// <param name="hasMappings">Whether the cluster knows mapped devices, as Proxmox VE does since 8.0; an older one refuses their privilege.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static IReadOnlyList<string> Needed(ProxmoxOptions options, bool hasMappings)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. PrivilegeNeeds.For(options, hasMappings).Select(need => need.Privilege).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
