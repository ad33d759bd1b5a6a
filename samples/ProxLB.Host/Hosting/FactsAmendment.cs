using ProxLB.Core.Cluster;
using ProxLB.Host.Configuration;

namespace ProxLB.Host.Hosting;

/// <summary>Adds to the facts what only this program knows: maintenance by schedule, and the guest it runs in.</summary>
internal sealed class FactsAmendment(MaintenanceSchedule maintenance, OwnGuest own, TimeZoneInfo zone)
{
    public ClusterSnapshot Apply(ClusterSnapshot facts, DateTimeOffset now)
    {
        var scheduled = maintenance.NodesAt(now, zone).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return own.Keep(scheduled.Count == 0 ? facts : facts with
        {
            Nodes = [.. facts.Nodes.Select(node => scheduled.Contains(node.Name) ? node with { Maintenance = true } : node)],
        });
    }
}
