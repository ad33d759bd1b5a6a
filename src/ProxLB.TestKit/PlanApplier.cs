using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.TestKit;

/// <summary>The cluster after a plan, if nothing else changes: guests lie where they were sent, and what they use goes with them.</summary>
public static class PlanApplier
{
    /// <summary>Moves the guests of a plan, step by step; loads of nodes and free space of local storages follow.</summary>
    public static ClusterSnapshot Apply(ClusterSnapshot cluster, MigrationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var migration in plan.Migrations)
        {
            foreach (var id in migration.Carries.Prepend(migration.Guest))
            {
                cluster = Move(cluster, cluster.Guests.Single(g => g.Id == id), migration);
            }
        }

        return cluster;
    }

    private static ClusterSnapshot Move(ClusterSnapshot cluster, Guest guest, PlannedMigration migration)
    {
        var moved = guest with
        {
            Node = migration.To,
            Disks = [.. guest.Disks.Select(d => d with { Storage = migration.TargetStorage.GetValueOrDefault(d.Storage, d.Storage) })],
        };
        return cluster with
        {
            Guests = [.. cluster.Guests.Select(g => g == guest ? moved : g)],
            Nodes = [.. cluster.Nodes.Select(n => n.Name == migration.From ? Use(cluster, n, guest, -1) : n.Name == migration.To ? Use(cluster, n, guest, 1) : n)],
            Storages = [.. cluster.Storages.Select(s => s.Shared ? s : s with
            {
                Free = s.Free.ToDictionary(f => f.Key, f => f.Key == migration.From
                    ? f.Value + On(guest, s.Id)
                    : f.Key == migration.To ? f.Value - On(moved, s.Id) : f.Value),
            })],
        };
    }

    private static ClusterNode Use(ClusterSnapshot cluster, ClusterNode node, Guest guest, int sign)
    {
        var runs = guest.Running == true && !guest.Template;
        var memory = runs ? guest.MemoryUsedBytes ?? guest.MemoryBytes ?? 0 : 0;
        var cores = runs ? guest.CpuUsed ?? guest.CpuCores ?? 0 : 0;
        var disk = guest.Disks.Where(d => cluster.Storages.Any(s => s.Id == d.Storage && !s.Shared)).Sum(d => d.Bytes);
        return node with
        {
            MemoryUsedBytes = node.MemoryUsedBytes is { } bytes ? Math.Max(0, bytes + (sign * memory)) : null,
            CpuUsed = node.CpuUsed is { } used ? Math.Max(0, used + (sign * cores)) : null,
            DiskUsedBytes = node.DiskUsedBytes is { } full ? Math.Max(0, full + (sign * disk)) : null,
        };
    }

    private static long On(Guest guest, string storage) => guest.Disks.Where(d => d.Storage == storage).Sum(d => d.Bytes);
}
