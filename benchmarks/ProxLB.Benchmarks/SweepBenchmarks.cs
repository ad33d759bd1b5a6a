using BenchmarkDotNet.Attributes;
using ProxLB.Benchmarks.Clusters;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Benchmarks;

/// <summary>What one candidate move costs: in the sweep that the search really runs, and scored from scratch. Both figures are for one candidate.</summary>
/// <remarks>1,000 nodes and 20,000 guests in random order, so that no guest's figures are warm in the cache because of its neighbour.</remarks>
[MemoryDiagnoser]
public class SweepBenchmarks
{
    private const int Nodes = 1000;
    private const int Guests = 20_000;
    private const int Recomputed = 100;

    private PlacementProblem _problem = null!;
    private SearchState _state = null!;
    private int[] _items = [];

    [GlobalSetup]
    public void Setup()
    {
        _problem = BenchmarkCluster.Compile(BenchmarkCluster.Create(new ClusterSize(Nodes, Guests))).Problem;
        _state = new SearchState(_problem, new SearchBudget(long.MaxValue, RunLimit.None), _problem.Order);
        SearchWindow.Set(_state, 0.5);
        _items = [.. Enumerable.Range(0, _problem.GuestCount).Select(guest => _problem.ItemOf[guest])];
        if (_items.Contains(-1))
        {
            throw new InvalidOperationException("Every guest of this cluster should be free to move.");
        }

        new Random(1).Shuffle(_items);
    }

    [Benchmark(OperationsPerInvoke = Nodes * Guests)]
    public double Sweep()
    {
        var sum = 0.0;
        foreach (var item in _items)
        {
            _state.Guide.BestTarget(_state.DemandOf(item), _problem.Items[item].Allowed, _problem.Items[item].Everywhere, _state.NodeOf[item], out var change);
            sum += change;
        }

        return sum;
    }

    /// <summary>The exact score in integers, from the two nodes that a move touches.</summary>
    [Benchmark(OperationsPerInvoke = Guests)]
    public long Exact()
    {
        long sum = 0;
        for (var i = 0; i < _items.Length; i++)
        {
            sum += _state.TryScore(_state.MovesTo(_items[i], i % Nodes), out var score) ? score.Distance : 0;
        }

        return sum;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Recomputed)]
    public long Recompute()
    {
        long sum = 0;
        for (var i = 0; i < Recomputed; i++)
        {
            var guest = _problem.Items[_items[i]].Guests[0];
            var move = new Move(guest, _problem.Start[guest], i % Nodes);
            var fresh = new WorkingPlacement(_problem);
            fresh.Commit(move);
            sum += fresh.Score.Imbalance;
            // Rules are shared by all placements of a problem.
            fresh.Commit(move.Reversed);
        }

        return sum;
    }
}
