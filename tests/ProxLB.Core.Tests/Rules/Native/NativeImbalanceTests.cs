using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Native;
using static ProxLB.Core.Tests.Rules.Facts;

namespace ProxLB.Core.Tests.Rules.Native;

public class NativeImbalanceTests
{
    private const long Mib = 1L << 20;
    private const long Gib = 1L << 30;
    private const int Digits = 14;

    private static NativeNodeLoad[] Loads((double Cores, long Gib) first, (double Cores, long Gib) second, (double Cores, long Gib) third) =>
    [
        new NativeNodeLoad(1.7, first.Cores, 12334 * Mib, first.Gib * Gib),
        new NativeNodeLoad(15.184, second.Cores, 529 * Mib, second.Gib * Gib),
        new NativeNodeLoad(5.2, third.Cores, 9381 * Mib, third.Gib * Gib),
    ];

    [Fact]
    public void Equal_nodes_give_the_imbalance_that_Proxmox_computes() =>
        Assert.Equal(0.3460548572604576, NativeImbalance.Compute(Loads((16, 64), (16, 64), (16, 64))), Digits);

    [Fact]
    public void Unequal_nodes_give_the_imbalance_that_Proxmox_computes() =>
        Assert.Equal(0.23352917788066363, NativeImbalance.Compute(Loads((16, 128), (32, 96), (24, 64))), Digits);

    [Fact]
    public void It_is_0_for_equal_loads_and_1_for_one_node_that_carries_all()
    {
        Assert.Equal(0, NativeImbalance.Compute([]));
        Assert.Equal(0, NativeImbalance.Compute([new NativeNodeLoad(8, 16, Gib, Gib)]));
        Assert.Equal(0, NativeImbalance.Compute([new NativeNodeLoad(0, 16, 0, Gib), new NativeNodeLoad(0, 16, 0, Gib)]));
        Assert.Equal(0, NativeImbalance.Compute([new NativeNodeLoad(4, 8, Gib, 4 * Gib), new NativeNodeLoad(8, 16, 2 * Gib, 8 * Gib)]));
        Assert.Equal(1, NativeImbalance.Compute([new NativeNodeLoad(4, 8, Gib, 4 * Gib), new NativeNodeLoad(0, 16, 0, 8 * Gib), new NativeNodeLoad(0, 16, 0, 8 * Gib)]), Digits);
    }

    [Fact]
    public void The_two_methods_rank_candidates_as_Proxmox_does_and_differ()
    {
        var nodes = Loads((16, 64), (16, 64), (16, 64));
        NativeCandidate[] candidates = [new NativeCandidate("vm:101", 0, 1, 0.7, 8 * Gib), new NativeCandidate("vm:101", 0, 2, 0.7, 8 * Gib)];
        var bruteforce = NativeRanking.Rank(NativeRebalanceMethod.Bruteforce, nodes, candidates);
        Assert.Equal([(2, 0.4223), (1, 0.5119)], bruteforce.Select(entry => (entry.Candidate.Target, Math.Round(entry.Figure, 4))));
        var topsis = NativeRanking.Rank(NativeRebalanceMethod.Topsis, nodes, candidates);
        Assert.Equal([(1, 0.9586), (2, 0.0414)], topsis.Select(entry => (entry.Candidate.Target, Math.Round(entry.Figure, 4))));
    }

    [Fact]
    public void Equal_candidates_are_ranked_by_service_source_and_target()
    {
        NativeNodeLoad[] nodes = [new NativeNodeLoad(4, 8, Gib, 4 * Gib), new NativeNodeLoad(0, 8, 0, 4 * Gib), new NativeNodeLoad(0, 8, 0, 4 * Gib)];
        NativeCandidate[] candidates = [new NativeCandidate("vm:102", 0, 2, 1, 0), new NativeCandidate("vm:102", 0, 1, 1, 0), new NativeCandidate("vm:101", 0, 2, 1, 0)];
        Assert.Equal(
            [("vm:101", 2), ("vm:102", 1), ("vm:102", 2)],
            NativeRanking.Rank(NativeRebalanceMethod.Bruteforce, nodes, candidates).Select(entry => (entry.Candidate.Service, entry.Candidate.Target)));
        Assert.Empty(NativeRanking.Rank(NativeRebalanceMethod.Topsis, nodes, []));
    }

    [Theory]
    [InlineData(NativeSchedulerMode.Dynamic, 6.0, 20)]
    [InlineData(NativeSchedulerMode.Static, 4.0, 16)]
    public void Loads_follow_the_placement_and_the_mode(NativeSchedulerMode mode, double cores, long gib)
    {
        var nodes = Nodes("pve1", "pve2", "pve3");
        nodes[0] = nodes[0] with { CpuUsed = 6, MemoryUsedBytes = 20 * Gib };
        nodes[1] = nodes[1] with { CpuUsed = 1, MemoryUsedBytes = 2 * Gib };
        nodes[2] = nodes[2] with { Online = false };
        var guest = Guest(101) with { CpuCores = 4, CpuUsed = 3, MemoryBytes = 16 * Gib, MemoryUsedBytes = 8 * Gib };
        var index = new SnapshotIndex(Snapshot(nodes, guest, Guest(102) with { Running = false, CpuCores = 4 }) with { Ha = new HaFacts { NativeMode = mode } });
        var before = NativeLoads.Of(index, [0, 0]);
        Assert.Equal(2, before.Length);
        Assert.Equal((cores, gib * Gib), (before[0].Cpu, before[0].Memory));
        var after = NativeLoads.Of(index, [1, 0]);
        var dynamic = mode == NativeSchedulerMode.Dynamic;
        Assert.Equal(dynamic ? (3.0, 12 * Gib) : (0.0, 0L), (after[0].Cpu, after[0].Memory));
        Assert.Equal(dynamic ? (4.0, 10 * Gib) : (4.0, 16 * Gib), (after[1].Cpu, after[1].Memory));
    }
}
