using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;

namespace ProxLB.TestKit;

/// <summary>What an <see cref="InMemoryClusterProvider"/> looks at before a migration.</summary>
internal static class InMemoryChecks
{
    public static MigrationCheck Check(ClusterSnapshot cluster, MigrationRequest request, string? ruleDigest)
    {
        if (!cluster.Quorate)
        {
            return new MigrationCheck(MigrationCheckResult.Stop, "The cluster has no quorum.");
        }

        if (ruleDigest is not null && request.RuleDigest is not null && ruleDigest != request.RuleDigest)
        {
            return new MigrationCheck(MigrationCheckResult.Changed, "The HA rules are not those of the plan.");
        }

        if (cluster.Guests.FirstOrDefault(candidate => candidate.Id == request.Guest) is not { } guest)
        {
            return new MigrationCheck(MigrationCheckResult.Refused, $"Guest {request.Guest} does not exist.");
        }

        return CheckGuest(guest, request) ?? CheckTarget(cluster, request) ?? new MigrationCheck(MigrationCheckResult.Ready)
        {
            Guests = cluster.Guests.ToDictionary(other => other.Id, other => new GuestPlace(other.Node, other.Running, other.MigratingTo is not null)),
        };
    }

    private static MigrationCheck? CheckGuest(Guest guest, MigrationRequest request)
    {
        if (guest.Node == request.To)
        {
            return new MigrationCheck(MigrationCheckResult.AlreadyThere);
        }

        if (guest.Node != request.From)
        {
            return new MigrationCheck(MigrationCheckResult.Changed, $"Guest {guest.Id} is on {guest.Node}, not on {request.From}.");
        }

        return guest.Lock is null ? null : new MigrationCheck(MigrationCheckResult.Wait, $"Guest {guest.Id} is locked ({guest.Lock}).");
    }

    private static MigrationCheck? CheckTarget(ClusterSnapshot cluster, MigrationRequest request)
    {
        var target = cluster.Nodes.FirstOrDefault(node => string.Equals(node.Name, request.To, StringComparison.OrdinalIgnoreCase));
        if (target is not { Online: true, Maintenance: false })
        {
            return new MigrationCheck(MigrationCheckResult.Changed, $"Node {request.To} is unknown, offline or in maintenance.");
        }

        var used = cluster.Guests
            .Where(guest => guest.Running != false && (guest.Node == target.Name || guest.MigratingTo == target.Name))
            .Sum(guest => guest.MemoryUsedBytes ?? guest.MemoryBytes ?? 0);
        return request.RequiredMemoryBytes > target.MemoryBytes - used
            ? new MigrationCheck(MigrationCheckResult.Changed, $"Node {target.Name} has {target.MemoryBytes - used} bytes free, {request.RequiredMemoryBytes} are needed.")
            : null;
    }
}
