using ProxLB.Core.Cluster;

namespace ProxLB.SimulatedCluster.Generation;

/// <summary>A guest that is being made up.</summary>
internal sealed class GuestDraft
{
    private const long Gibibyte = 1L << 30;
    private static readonly string[] Roles = ["web", "app", "db", "cache", "mail", "build", "proxy", "queue"];
    private static readonly int[] CoreSizes = [1, 2, 2, 4, 4, 8];
    private static readonly int[] MemorySizes = [2, 4, 4, 8, 8, 16];

    public required int Id { get; init; }

    public required GuestKind Kind { get; init; }

    public required string Name { get; init; }

    public required int Cores { get; init; }

    public required double CpuUsed { get; init; }

    public required long Memory { get; init; }

    public required long MemoryUsed { get; init; }

    public required bool LocalDisk { get; init; }

    /// <summary>The index of the node it lies on.</summary>
    public int Node { get; set; }

    public List<string> Tags { get; } = [];

    public static GuestDraft Draw(Random random, int id, GeneratorOptions options)
    {
        var container = random.NextDouble() < options.ContainerShare;
        var size = random.Next(CoreSizes.Length);
        var memory = MemorySizes[size] * Gibibyte;
        var cores = CoreSizes[size];
        return new GuestDraft
        {
            Id = id,
            Kind = container ? GuestKind.Container : GuestKind.Vm,
            Name = $"{Roles[random.Next(Roles.Length)]}-{id}",
            Cores = cores,
            CpuUsed = Math.Round(cores * (0.05 + (0.5 * random.NextDouble())), 3),
            Memory = memory,
            MemoryUsed = (long)(memory * (0.4 + (0.5 * random.NextDouble()))) >> 20 << 20,
            LocalDisk = random.NextDouble() < 0.08,
        };
    }

    public Guest Finish() => new()
    {
        Id = Id,
        Kind = Kind,
        Name = Name,
        Node = ClusterGenerator.NodeName(Node),
        CpuCores = Cores,
        CpuUsed = CpuUsed,
        MemoryBytes = Memory,
        MemoryUsedBytes = MemoryUsed,
        Disks = [new GuestDisk(LocalDisk ? "local-zfs" : "ceph", 16 * Gibibyte)],
        Tags = [.. Tags],
    };
}
