using ProxLB.Core.Cluster;

namespace ProxLB.Benchmarks.Solver;

/// <summary>A small seeded problem in whole numbers, which both the engine (as a snapshot) and a linear solver (as a program) are given.</summary>
internal sealed class SolverProblem
{
    private const int MostNodes = 8;
    private const int MostGuests = 60;
    private const int GuestsPerNode = 3;
    private const int MebibytesPerGibibyte = 1024;
    private const int StartAttempts = 1000;
    private const double HeadroomShare = 0.95;
    private static readonly (int Gibibytes, int Cores)[] Sizes = [(64, 16), (128, 32), (256, 48)];

    private readonly Random _random;

    public SolverProblem(int seed)
    {
        Seed = seed;
        _random = new Random(seed);
        Nodes = _random.Next(3, MostNodes + 1);
        Guests = _random.Next(Nodes * GuestsPerNode, MostGuests + 1);
        Dimensions = 1 + (seed % 2);
        Memory = new long[Nodes];
        Millicores = new long[Nodes];
        for (var n = 0; n < Nodes; n++)
        {
            var (gibibytes, cores) = Sizes[_random.Next(Sizes.Length)];
            Memory[n] = (long)gibibytes * MebibytesPerGibibyte;
            Millicores[n] = cores * 1000L;
        }

        UsedMemory = Shares(Memory.Sum(), 0.4 + (_random.NextDouble() * 0.3));
        UsedMillicores = Shares(Millicores.Sum(), 0.2 + (_random.NextDouble() * 0.3));
        Allowed = new bool[Guests][];
        for (var g = 0; g < Guests; g++)
        {
            Allowed[g] = [.. Enumerable.Repeat(true, Nodes)];
        }

        Pin();
        Apart = [.. Groups()];
        Start = Enumerable.Range(0, StartAttempts).Select(_ => Place()).FirstOrDefault(place => place is not null)
            ?? throw new InvalidOperationException($"Problem {seed} has no start in {StartAttempts} attempts. Choose other sizes.");
    }

    public int Seed { get; }

    public int Nodes { get; }

    public int Guests { get; }

    /// <summary>1: memory; 2: memory and CPU.</summary>
    public int Dimensions { get; }

    /// <summary>By node, in MiB.</summary>
    public long[] Memory { get; }

    /// <summary>By node.</summary>
    public long[] Millicores { get; }

    /// <summary>By guest, in MiB.</summary>
    public long[] UsedMemory { get; }

    /// <summary>By guest.</summary>
    public long[] UsedMillicores { get; }

    /// <summary>By guest and node: whether the guest may run there.</summary>
    public bool[][] Allowed { get; }

    /// <summary>Guests of which no two share a node.</summary>
    public int[][] Apart { get; }

    /// <summary>By guest: its node.</summary>
    public int[] Start { get; }

    /// <summary>By node: the most memory in MiB that its guests may use.</summary>
    public long MemoryLimit(int node) => (long)(Memory[node] * HeadroomShare);

    /// <summary>What moving a guest costs, in MiB: the fixed gibibyte and its memory.</summary>
    public long Cost(int guest) => MebibytesPerGibibyte + UsedMemory[guest];

    public long Capacity(int dimension, int node) => dimension == 0 ? Memory[node] : Millicores[node];

    public long Demand(int dimension, int guest) => dimension == 0 ? UsedMemory[guest] : UsedMillicores[guest];

    public ClusterSnapshot Snapshot()
    {
        const long Mebibyte = 1L << 20;
        return new ClusterSnapshot
        {
            Name = $"solver-{Seed}",
            Nodes = [.. Enumerable.Range(0, Nodes).Select(n => new ClusterNode
            {
                Name = NodeName(n),
                CpuCores = Millicores[n] / 1000.0,
                MemoryBytes = Memory[n] * Mebibyte,
            })],
            Guests = [.. Enumerable.Range(0, Guests).Select(g => new Guest
            {
                Id = Vmid(g),
                Kind = GuestKind.Vm,
                Name = $"guest{g}",
                Node = NodeName(Start[g]),
                CpuCores = 1,
                CpuUsed = UsedMillicores[g] / 1000.0,
                MemoryBytes = UsedMemory[g] * Mebibyte,
                MemoryUsedBytes = UsedMemory[g] * Mebibyte,
            })],
            Rules = [.. Rules()],
        };
    }

    private IEnumerable<PlacementRule> Rules()
    {
        foreach (var group in Apart)
        {
            yield return new PlacementRule { Type = RuleType.AntiAffinity, Guests = [.. group.Select(Vmid)] };
        }

        for (var g = 0; g < Guests; g++)
        {
            if (Allowed[g].Contains(false))
            {
                var nodes = Enumerable.Range(0, Nodes).Where(n => Allowed[g][n]).Select(n => new NodePreference(NodeName(n)));
                yield return new PlacementRule { Type = RuleType.NodeAffinity, Guests = [Vmid(g)], Nodes = [.. nodes] };
            }
        }
    }

    private static string NodeName(int node) => $"n{node + 1}";

    private static int Vmid(int guest) => 100 + guest;

    /// <summary>Demands of uneven size that add up to about a share of the total.</summary>
    private long[] Shares(long total, double share)
    {
        var sizes = Enumerable.Range(0, Guests).Select(_ => 0.2 + Math.Pow(_random.NextDouble(), 2)).ToArray();
        var sum = sizes.Sum();
        return Array.ConvertAll(sizes, size => Math.Max(1, (long)(total * share * size / sum)));
    }

    private void Pin()
    {
        for (var i = 0; i < Guests / 10; i++)
        {
            var allowed = Allowed[_random.Next(Guests)];
            for (var n = 0; n < Nodes; n++)
            {
                allowed[n] = _random.Next(2) == 0;
            }

            allowed[_random.Next(Nodes)] = true;
        }
    }

    private IEnumerable<int[]> Groups()
    {
        var order = Enumerable.Range(0, Guests).ToArray();
        _random.Shuffle(order);
        var count = _random.Next(0, 4);
        for (var i = 0; i < count; i++)
        {
            yield return order[(i * 3)..((i + 1) * 3)];
        }
    }

    /// <summary>An uneven start that keeps rules and limits: of the nodes that are open to a guest and have room, the first of a few at random; null if a guest finds none.</summary>
    private int[]? Place()
    {
        var place = Enumerable.Repeat(-1, Guests).ToArray();
        var used = new long[Nodes];
        var bySize = Enumerable.Range(0, Guests).OrderBy(g => Allowed[g].Count(a => a)).ThenByDescending(g => UsedMemory[g]).ToArray();
        foreach (var guest in bySize)
        {
            var partners = Apart.Where(group => group.Contains(guest)).SelectMany(group => group).ToHashSet();
            var open = Enumerable.Range(0, Nodes).Where(n =>
                Allowed[guest][n] && used[n] + UsedMemory[guest] <= MemoryLimit(n) && !partners.Any(p => place[p] == n)).ToArray();
            if (open.Length == 0)
            {
                return null;
            }

            var node = open[Math.Min(_random.Next(open.Length), _random.Next(open.Length))];
            place[guest] = node;
            used[node] += UsedMemory[guest];
        }

        return place;
    }
}
