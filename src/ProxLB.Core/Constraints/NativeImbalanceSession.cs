using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;
using ProxLB.Core.Rules.Native;

namespace ProxLB.Core.Constraints;

/// <summary>Native rebalancing should see no reason to act: one violation while its imbalance is above its threshold.</summary>
/// <remarks>Loads are millionths, so that the count does not depend on the way by which a placement was reached.</remarks>
internal sealed class NativeImbalanceSession : IConstraintSession
{
    private const double Steps = 1_000_000;
    private const double Percent = 100;
    private readonly ClusterSnapshot _cluster;
    private readonly int[] _members;
    private readonly bool[] _counts;
    private readonly long[] _load;
    private readonly int _nodes;
    private readonly double _threshold;
    private readonly bool _dynamic;
    private double _sum;
    private double _squares;

    public NativeImbalanceSession(PlacementContext context)
    {
        _cluster = context.Cluster;
        _threshold = _cluster.Ha.NativeThresholdPercent / Percent;
        _dynamic = _cluster.Ha.NativeMode == NativeSchedulerMode.Dynamic;
        var members = new List<int>();
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (context.MayMove(g) && _cluster.Guests[g].Running == true)
            {
                members.Add(g);
            }
        }

        _members = [.. members];
        _load = new long[context.NodeCount];
        _counts = new bool[context.NodeCount];
        var loads = NativeLoads.Of(context.Rules.Index, context.Placement);
        var online = HaOnline.Nodes(_cluster);
        for (var n = 0; n < _load.Length; n++)
        {
            _counts[n] = online[n] && _cluster.Nodes[n] is { CpuCores: > 0, MemoryBytes: > 0 };
            if (_counts[n])
            {
                _load[n] = (long)Math.Round(loads[_nodes++].Load * Steps);
                Add(_load[n], 1);
            }
        }
    }

    public string? Rule => null;

    public ReadOnlySpan<int> Guests => _members;

    public bool HoldsOnTheWay => false;

    public long Violations =>
        _nodes > 1 && _sum > 0 && (_nodes * _squares) - (_sum * _sum) > _threshold * _threshold * (_nodes - 1) * _sum * _sum ? 1 : 0;

    public long Change(ReadOnlySpan<Move> moves)
    {
        var before = Violations;
        Apply(moves, 1);
        var after = Violations;
        Apply(moves, -1);
        return after - before;
    }

    public void Commit(ReadOnlySpan<Move> moves) => Apply(moves, 1);

    public string? Explain(int guest, int node) => null;

    public bool Verify(out string? reason)
    {
        reason = null;
        return true;
    }

    private void Apply(ReadOnlySpan<Move> moves, int sign)
    {
        foreach (var move in moves)
        {
            if (Array.BinarySearch(_members, move.Guest) >= 0)
            {
                Shift(move.Guest, move.From, -sign);
                Shift(move.Guest, move.To, sign);
            }
        }
    }

    private void Shift(int guest, int node, int sign)
    {
        if (node < 0 || !_counts[node])
        {
            return;
        }

        var facts = _cluster.Nodes[node];
        var cpu = NativeLoads.Cores(_cluster.Guests[guest], _dynamic, facts) / facts.CpuCores!.Value;
        var memory = (double)NativeLoads.Bytes(_cluster.Guests[guest], _dynamic) / facts.MemoryBytes!.Value;
        Add(_load[node], -1);
        _load[node] += sign * (long)Math.Round((cpu + memory) / 2 * Steps);
        Add(_load[node], 1);
    }

    // Whole numbers below 2^53 add up exactly in a double, in any order.
    private void Add(long load, int sign)
    {
        _sum += sign * load;
        _squares += sign * ((double)load * load);
    }
}
