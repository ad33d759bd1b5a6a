using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Builds a world from the facts of a snapshot. What a snapshot does not say gets a plausible value.</summary>
public static class WorldBuilder
{
    private const long Gibibyte = 1L << 30;

    /// <summary>Builds a world.</summary>
    /// <param name="snapshot">The facts.</param>
    /// <param name="settings">What else the cluster is like.</param>
    public static ClusterWorld Build(ClusterSnapshot snapshot, WorldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(settings);
        var world = new ClusterWorld(settings with
        {
            Name = snapshot.Name ?? settings.Name,
            MigrationBytesPerSecond = settings.MigrationBytesPerSecond ?? snapshot.MigrationBytesPerSecond,
        });
        foreach (var node in snapshot.Nodes)
        {
            AddNode(world, node, snapshot);
        }

        foreach (var guest in snapshot.Guests)
        {
            GuestBuilder.Add(world, guest);
        }

        foreach (var storage in snapshot.Storages)
        {
            AddStorage(world, storage);
        }

        AddUnknownStorages(world);
        StatedRuleTags.Apply(world, snapshot.Rules);
        DatacenterOptions.Apply(world, snapshot.Ha);
        HaBuilder.Apply(world, snapshot);
        world.Begin();
        HaBuilder.ApplyState(world, snapshot);
        foreach (var node in snapshot.Nodes.Where(node => !node.Online))
        {
            world.KillNode(node.Name);
        }

        return world;
    }

    private static void AddNode(ClusterWorld world, ClusterNode facts, ClusterSnapshot snapshot)
    {
        var running = snapshot.Guests.Where(guest => guest.Running == true && guest.Node == facts.Name).ToList();
        var node = world.AddNode(facts.Name);
        node.PackageVersion = facts.Version;
        node.Cores = (int)Math.Max(1, facts.CpuCores ?? 16);
        node.MemoryBytes = facts.MemoryBytes ?? 64 * Gibibyte;
        node.BaseCpu = facts.CpuUsed is { } cpu ? Math.Max(0, cpu - running.Sum(guest => guest.CpuUsed ?? 0)) : 0.2;
        node.BaseMemory = facts.MemoryUsedBytes is { } memory
            ? Math.Max(0, memory - running.Sum(guest => guest.MemoryUsedBytes ?? 0))
            : Math.Min(3 * Gibibyte, node.MemoryBytes / 16);
        node.ReclaimableMemory = facts.MemoryReclaimableBytes;
        node.DiskBytes = facts.DiskBytes ?? 100 * Gibibyte;
        node.DiskUsed = facts.DiskUsedBytes ?? 10 * Gibibyte;
        node.Pressure = facts.Pressure;
        node.CpuModel = facts.CpuModel ?? node.CpuModel;
        node.CpuFlags = facts.CpuFlags.Count > 0 ? facts.CpuFlags : node.CpuFlags;
    }

    private static void AddStorage(ClusterWorld world, ClusterStorage facts)
    {
        var storage = world.AddStorage(facts.Id, facts.Type ?? (facts.Shared ? "rbd" : "lvmthin"), facts.Shared);
        storage.Nodes = facts.Nodes;
        storage.Content = facts.Content.Count > 0 ? facts.Content : storage.Content;
        foreach (var node in world.Nodes.Keys)
        {
            var free = facts.Shared ? facts.FreeBytes : facts.Free.TryGetValue(node, out var bytes) ? bytes : null;
            storage.NodeBytes[node] = (free ?? 10_000 * Gibibyte) + Taken(world, storage, node);
        }
    }

    private static long Taken(ClusterWorld world, SimulatedStorage storage, string node) => world.Guests.Values
        .Where(guest => storage.Shared || guest.Node == node)
        .SelectMany(guest => guest.Volumes)
        .Where(volume => volume.Storage == storage.Id)
        .Sum(volume => volume.Bytes);

    private static void AddUnknownStorages(ClusterWorld world)
    {
        var named = world.Guests.Values.SelectMany(guest => guest.Volumes).Select(volume => volume.Storage);
        foreach (var id in named.Where(id => id.Length > 0 && !world.Storages.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList())
        {
            world.AddStorage(id, "lvmthin", shared: false).Bytes = 10_000 * Gibibyte;
        }
    }
}
