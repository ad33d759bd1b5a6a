using ProxLB.Core.Cluster;

namespace ProxLB.TestKit;

/// <summary>Makes clusters by a seed: nodes of three sizes; guests with memory, CPU, disks and a measure of the user's own; tags
/// that make rules. No node starts over its memory.</summary>
public sealed class ClusterGenerator
{
    /// <summary>The dimension that only a custom strategy knows: bytes per second on the network.</summary>
    public const string CustomMeasure = "network";

    private const int PinnedNodes = 8;
    private const int FirstGuest = 100;
    private const double MostFill = 0.9;
    private const double CoresPerPhysicalCore = 2;
    private const long NodeDisk = 4L << 40;
    private const double NodeNetwork = 3.125e9;
    private const double TotalNetworkShare = 0.4;
    private static readonly (long Memory, int Cores)[] Sizes = [(256L << 30, 32), (512L << 30, 48), (768L << 30, 64)];
    private static readonly double[] Spread = [0.25, 0.5, 0.75, 1, 1, 1.5, 2];

    private readonly GeneratedCluster _wanted;
    private readonly Random _random;
    private readonly ClusterNode[] _nodes;
    private readonly long[] _freeMemory;
    private readonly double[] _attraction;

    private ClusterGenerator(GeneratedCluster wanted)
    {
        _wanted = wanted;
        _random = new Random(wanted.Seed);
        _nodes = [.. Enumerable.Range(0, wanted.Nodes).Select(Node)];
        _freeMemory = Array.ConvertAll(_nodes, node => (long)(node.MemoryBytes!.Value * MostFill));
        _attraction = Array.ConvertAll(_nodes, node => node.MemoryBytes!.Value * Math.Pow(_random.NextDouble(), 4 * wanted.Skew));
    }

    /// <summary>Makes a cluster. The same wishes give the same cluster.</summary>
    public static ClusterSnapshot Create(GeneratedCluster wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return new ClusterGenerator(wanted).Create();
    }

    private ClusterSnapshot Create()
    {
        var meanMemory = _nodes.Sum(node => node.MemoryBytes!.Value) * _wanted.Fill / Math.Max(1, _wanted.Guests);
        var meanCores = _nodes.Sum(node => node.CpuCores!.Value) * CoresPerPhysicalCore / Math.Max(1, _wanted.Guests);
        return new ClusterSnapshot
        {
            Name = $"generated-{_wanted.Seed}",
            CapturedAt = ClusterBuilder.Epoch,
            Nodes = _nodes,
            Storages = [new ClusterStorage { Id = "shared", Shared = true }, new ClusterStorage { Id = "local", Shared = false }],
            Guests = [.. Enumerable.Range(0, _wanted.Guests).Select(index => Guest(index, meanMemory, meanCores))],
        };
    }

    private ClusterNode Node(int index)
    {
        var (memory, cores) = Sizes[_random.Next(Sizes.Length)];
        return new ClusterNode
        {
            Name = $"pve{index:0000}",
            CpuCores = cores,
            MemoryBytes = memory,
            DiskBytes = NodeDisk,
            Labels = new Dictionary<string, string> { ["room"] = $"room{index % 3}" },
            Measures = new Dictionary<string, double> { [CustomMeasure] = NodeNetwork },
        };
    }

    private Guest Guest(int index, double meanMemory, double meanCores)
    {
        var used = (long)(meanMemory * Spread[_random.Next(Spread.Length)]);
        var cores = Math.Max(1, Math.Round(meanCores * Spread[_random.Next(Spread.Length)]));
        var node = ChooseNode(used);
        _freeMemory[node] -= used;
        var onLocalDisk = _random.NextDouble() < _wanted.LocalDiskShare;
        return new Guest
        {
            Id = FirstGuest + index,
            Kind = _random.Next(10) == 0 ? GuestKind.Container : GuestKind.Vm,
            Name = $"guest{FirstGuest + index}",
            Node = _nodes[node].Name,
            CpuCores = cores,
            CpuUsed = Math.Round(cores * _random.NextDouble() / 2, 3),
            MemoryBytes = (long)(used * 1.25),
            MemoryUsedBytes = used,
            Disks = [new GuestDisk(onLocalDisk ? "local" : "shared", _random.Next(8, 129) * ClusterBuilder.GiB)],
            Tags = Tags(index),
            Measures = new Dictionary<string, double>
            {
                [CustomMeasure] = Math.Round(2 * _random.NextDouble() * TotalNetworkShare * NodeNetwork * _nodes.Length / _wanted.Guests),
            },
        };
    }

    /// <summary>A node with room, the more likely the more it attracts; without any, the one with most room.</summary>
    private int ChooseNode(long memory)
    {
        var total = 0.0;
        for (var node = 0; node < _nodes.Length; node++)
        {
            total += _freeMemory[node] >= memory ? _attraction[node] : 0;
        }

        var point = _random.NextDouble() * total;
        for (var node = 0; node < _nodes.Length; node++)
        {
            if (_freeMemory[node] >= memory && (point -= _attraction[node]) <= 0)
            {
                return node;
            }
        }

        return Array.IndexOf(_freeMemory, _freeMemory.Max());
    }

    /// <summary>Groups of three guests, apart or together, and guests pinned to a third of the nodes.</summary>
    private string[] Tags(int index)
    {
        const int GroupSize = 3;
        var group = index / GroupSize;
        if (Fraction(group) >= _wanted.RuleShare)
        {
            return [];
        }

        return (group % 3) switch
        {
            0 => [$"plb_anti_affinity_group{group}"],
            1 => [$"plb_affinity_group{group}"],
            _ => [.. Enumerable.Range(0, Math.Min(PinnedNodes, _nodes.Length)).Select(i => $"plb_pin_{_nodes[(group + (i * _nodes.Length / PinnedNodes)) % _nodes.Length].Name}").Distinct()],
        };
    }

    // Members of a group must agree, so that this does not come from the generator's sequence.
    private double Fraction(int group) => (uint)HashCode(group, _wanted.Seed) / (double)uint.MaxValue;

    private static int HashCode(int group, int seed)
    {
        var mixed = unchecked(((uint)group * 2654435761u) ^ ((uint)seed * 2246822519u));
        mixed ^= mixed >> 15;
        mixed = unchecked(mixed * 3266489917u);
        return (int)(mixed ^ (mixed >> 13));
    }
}
