using ProxLB.Proxmox.Permissions;

namespace ProxLB.Web.Access;

/// <summary>Says what a user may do; the cluster does.</summary>
internal interface IPrivilegeSource
{
    /// <exception cref="CredentialRefusedException">The credential is not accepted.</exception>
    /// <exception cref="Core.Execution.ClusterUnreachableException">Nobody answers.</exception>
    Task<IReadOnlySet<string>> GetAsync(UserCredential credential, string path, CancellationToken cancellationToken);
}
