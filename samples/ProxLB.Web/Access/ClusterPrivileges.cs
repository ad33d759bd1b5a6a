using ProxLB.Proxmox;
using ProxLB.Proxmox.Permissions;

namespace ProxLB.Web.Access;

/// <summary>The cluster's own word on what a user may do.</summary>
internal sealed class ClusterPrivileges(Func<ProxmoxClusterProvider> cluster) : IPrivilegeSource
{
    public Task<IReadOnlySet<string>> GetAsync(UserCredential credential, string path, CancellationToken cancellationToken) =>
        cluster().GetPrivilegesAsync(credential, path, cancellationToken);
}
