using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Analysis;

/// <summary>The HA manager's recovery after a loss: guest by guest in the order of service ids, each to the node it would choose.</summary>
internal sealed class RecoverySimulation
{
    private readonly PlacementContext _context;
    private readonly ClusterSnapshot _cluster;
    private readonly SurvivalFigures _figures;
    private readonly bool[] _lost;
    private readonly bool[] _left;
    private readonly int[] _current;
    private readonly long[] _free;
    private readonly List<RestartedGuest> _restarts = [];
    private readonly List<SkippedGuest> _unplaced = [];

    public RecoverySimulation(PlacementContext context, SurvivalFigures figures, bool[] online, bool[] lost)
    {
        _context = context;
        _cluster = context.Cluster;
        _figures = figures;
        _lost = lost;
        _left = new bool[online.Length];
        for (var n = 0; n < online.Length; n++)
        {
            _left[n] = online[n] && !lost[n];
        }

        _current = context.Placement.ToArray();
        _free = figures.FreeUnder(_current);
    }

    public IReadOnlyList<RestartedGuest> Restarts => _restarts;

    public IReadOnlyList<SkippedGuest> Unplaced => _unplaced;

    public void Run()
    {
        var ha = _context.Ha;
        var choice = new HaNodeChoice(ha);
        var scores = new SchedulerScores(_context.Rules.Index, _left, _lost);
        int[] still = [.. Enumerable.Repeat(-1, _current.Length)];
        foreach (var guest in Waiting())
        {
            var from = _current[guest];
            var target = choice.Select(guest, new HaSituation(_left, _current, still, scores.For(guest)), HaChoice.Best);
            var vmid = _cluster.Guests[guest].Id;
            if (target < 0)
            {
                var why = ha.NodeAffinity(guest) is { } affinity ? $"{affinity.Called} leaves no node for it" : "no node may take it";
                _unplaced.Add(new SkippedGuest(vmid, $"It waits for its recovery: {why}, or each has a guest that it is kept apart from."));
                continue;
            }

            var memory = _figures.Demand[guest];
            _restarts.Add(new RestartedGuest(vmid, _cluster.Nodes[from].Name, _cluster.Nodes[target].Name, _free[target] >= memory));
            _free[target] -= memory;
            _current[guest] = target;
            scores.Add(guest, target);
        }
    }

    public List<SurvivorLoad> Survivors()
    {
        var survivors = new List<SurvivorLoad>();
        for (var n = 0; n < _left.Length; n++)
        {
            if (_left[n])
            {
                survivors.Add(new SurvivorLoad(_cluster.Nodes[n].Name, _figures.Usable[n] - _free[n], _figures.Usable[n]));
            }
        }

        return survivors;
    }

    private List<int> Waiting()
    {
        var waiting = new List<int>();
        for (var g = 0; g < _current.Length; g++)
        {
            if (_figures.Restarts[g] && _lost[_current[g]])
            {
                waiting.Add(g);
            }
        }

        waiting.Sort((a, b) => string.CompareOrdinal(HaGroups.ServiceId(_cluster.Guests[a]), HaGroups.ServiceId(_cluster.Guests[b])));
        return waiting;
    }
}
