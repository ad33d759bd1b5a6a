using ProxLB.Core.Cluster;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>Makes up clusters: visibly unbalanced, with rules that are broken and HA guests that are where they should be.</summary>
public static class ClusterGenerator
{
    private const long Gibibyte = 1L << 30;
    private const double FullestNode = 0.78;

    /// <summary>Makes up a cluster.</summary>
    /// <param name="options">What kind of cluster.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ClusterSnapshot Generate(GeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Nodes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Guests, nameof(options));
        var random = new Random(options.Seed);
        var guests = Enumerable.Range(0, options.Guests).Select(index => GuestDraft.Draw(random, 100 + index, options)).ToList();
        var memory = NodeMemory(guests, options);
        Place(random, guests, memory, options);
        if (options.Rules)
        {
            DemonstrationRules.Apply(guests, options);
        }

        var (managed, facts) = DemonstrationHa.Apply(guests, options);
        return new ClusterSnapshot
        {
            Name = "simulated",
            Nodes = [.. Enumerable.Range(0, options.Nodes).Select(index => Node(index, memory, managed.Sum(guest => guest.CpuCores ?? 0), options))],
            Guests = managed,
            Storages = Storages(options),
            Ha = facts,
        };
    }

    internal static string NodeName(int index) => $"pve{index + 1}";

    private static long NodeMemory(List<GuestDraft> guests, GeneratorOptions options)
    {
        var needed = guests.Sum(guest => guest.MemoryUsed) / Math.Clamp(options.MemoryFill, 0.05, 0.95) / options.Nodes;
        var steps = Math.Ceiling(needed / (32.0 * Gibibyte));
        return Math.Max(2, (long)steps) * 32 * Gibibyte;
    }

    private static void Place(Random random, List<GuestDraft> guests, long memory, GeneratorOptions options)
    {
        var weights = Enumerable.Range(0, options.Nodes)
            .Select(index => 1 + (options.Skew * 4 * Math.Pow(1 - (index / (double)options.Nodes), 3)))
            .ToArray();
        var used = new long[options.Nodes];
        foreach (var guest in guests)
        {
            var open = Enumerable.Range(0, options.Nodes).Where(index => used[index] + guest.MemoryUsed <= memory * FullestNode).ToList();
            if (open.Count == 0)
            {
                open = [Array.IndexOf(used, used.Min())];
            }

            var node = Draw(random, open, weights);
            used[node] += guest.MemoryUsed;
            guest.Node = node;
        }
    }

    private static int Draw(Random random, List<int> open, double[] weights)
    {
        var ticket = random.NextDouble() * open.Sum(index => weights[index]);
        foreach (var index in open)
        {
            ticket -= weights[index];
            if (ticket <= 0)
            {
                return index;
            }
        }

        return open[^1];
    }

    private static ClusterNode Node(int index, long memory, double guestCores, GeneratorOptions options)
    {
        var cores = Math.Clamp((int)Math.Ceiling(guestCores / options.Nodes / 16) * 16, 16, 256);
        return new ClusterNode
        {
            Name = NodeName(index),
            Version = options.Version.PackageVersion,
            CpuCores = cores,
            MemoryBytes = memory,
            DiskBytes = 100 * Gibibyte,
            DiskUsedBytes = 12 * Gibibyte,
            CpuModel = "AMD EPYC 7313 16-Core Processor",
            HaStatus = HaNodeStatus.Online,
        };
    }

    private static List<ClusterStorage> Storages(GeneratorOptions options) =>
    [
        new() { Id = "ceph", Shared = true, Type = "rbd", Content = ["images", "rootdir"], FreeBytes = 20L * 1024 * Gibibyte },
        new()
        {
            Id = "local-zfs",
            Shared = false,
            Type = "zfspool",
            Content = ["images", "rootdir"],
            Free = Enumerable.Range(0, options.Nodes).ToDictionary(NodeName, _ => 800 * Gibibyte, StringComparer.Ordinal),
        },
    ];
}
