using ProxLB.Proxmox.Api;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Finds out where a guest is now.</summary>
internal sealed class GuestLocator(ProxmoxClient client)
{
    /// <summary>The guest's row; null if the cluster has no such guest, or shows it to nobody with these credentials.</summary>
    public async Task<GuestRow?> FindAsync(int guest, CancellationToken cancellationToken)
    {
        var rows = await client.GetListAsync("cluster/resources?type=vm", ApiContext.Default.ClusterResource, cancellationToken).ConfigureAwait(false);
        return rows.Where(GuestRow.IsGuest).Select(GuestRow.From).FirstOrDefault(row => row?.Id == guest);
    }
}
