using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Reference;

/// <summary>A cluster as DESIGN.md defines it ("Words with one meaning"), counted from the facts and from nothing of the engine.</summary>
/// <remarks>It knows rules that are stated or come from tags, pins, ignored guests and nodes, maintenance, drains, all limits, and the
/// measured dimensions memory, cpu and disk; it knows no HA, no pools and no pressure. Readings where DESIGN.md leaves room: overload is counted on
/// eligible nodes; a must-leave guest counts once however many pins it breaks.</remarks>
internal sealed class ReferenceModel
{
    private const double TicksPerWhole = 1e9;
    private const double WeightSteps = 1e6;
    private const double ImbalanceSteps = 1e9;

    /// <summary>Where a limit is 0 an excess has no ratio; it counts as this many ppm.</summary>
    private const double MostOverload = 1e15;

    public ReferenceModel(ClusterSnapshot cluster, BalancerOptions options, PlanRequest request)
    {
        Cluster = cluster;
        Options = options;
        Goal = request.Drain.Count > 0 ? BalancingGoal.Drain : request.Goal ?? options.Goal.Goal;
        Start = [.. cluster.Guests.Select(g => NodeIndex(g.Node))];
        var facts = new ReferenceFacts(cluster, options, request, Start);
        Eligible = facts.Eligible;
        Movable = facts.Movable;
        Allowed = facts.Allowed;
        Rules = facts.Rules;
        NodePreferences = facts.NodePreferences;
        Cost = facts.Cost;
        var loads = new ReferenceLoads(cluster, options, Eligible, facts.Priorities, Start);
        Limits = loads.Limits;
        Dimensions = loads.Dimensions;
        foreach (var dimension in Dimensions)
        {
            dimension.Mean = Mean(dimension);
        }

        StartViolations = [.. Rules.Select(r => r.Violations(Start))];
    }

    public ClusterSnapshot Cluster { get; }

    public BalancerOptions Options { get; }

    public BalancingGoal Goal { get; }

    public ReferenceOrder Order => Goal is BalancingGoal.RulesOnly or BalancingGoal.Drain ? ReferenceOrder.Repairs : ReferenceOrder.Balance;

    public int[] Start { get; }

    public bool[] Eligible { get; }

    public bool[] Movable { get; }

    /// <summary>By guest and node.</summary>
    public bool[][] Allowed { get; }

    public IReadOnlyList<ReferenceRule> Rules { get; }

    /// <summary>Preferred node rules: guest, nodes it prefers, weight in thousandths.</summary>
    public IReadOnlyList<(int Guest, bool[] Nodes, long Weight)> NodePreferences { get; }

    public long[] Cost { get; }

    public IReadOnlyList<ReferenceLimit> Limits { get; }

    public IReadOnlyList<ReferenceDimension> Dimensions { get; }

    public long[] StartViolations { get; }

    public int NodeIndex(string name) =>
        Cluster.Nodes.ToList().FindIndex(n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase));

    public bool MustLeave(int guest, int node) => Movable[guest] && !Allowed[guest][node];

    public ReferenceScore Score(int[] place)
    {
        long violations = 0;
        long cost = 0;
        var migrations = 0;
        for (var g = 0; g < place.Length; g++)
        {
            violations += MustLeave(g, place[g]) ? 1 : 0;
            if (place[g] != Start[g])
            {
                cost += Cost[g];
                migrations++;
            }
        }

        long preferred = 0;
        foreach (var rule in Rules)
        {
            var own = rule.Violations(place);
            violations += rule.Required ? own : 0;
            preferred += own * rule.Weight;
            preferred += rule.Unevenness(place) * rule.EvenWeight;
        }

        foreach (var (guest, nodes, weight) in NodePreferences)
        {
            preferred += nodes[place[guest]] ? 0 : weight;
        }

        var (distance, imbalance) = Balance(place);
        return new ReferenceScore(violations, Overload(place), preferred, distance, cost, imbalance, migrations);
    }

    /// <summary>Percentage points, or percent squared for goal <c>best</c>, as the integer of a score.</summary>
    public double DistanceOf(in ReferenceScore score) =>
        score.Distance / (Goal == BalancingGoal.Best ? ImbalanceSteps : TicksPerWhole / 100 * WeightSteps);

    private long Overload(int[] place)
    {
        long overload = 0;
        foreach (var limit in Limits)
        {
            for (var n = 0; n < Eligible.Length; n++)
            {
                var load = Eligible[n] ? limit.Load(place, n) : 0;
                if (load > limit.Most[n])
                {
                    overload += Math.Max(1, (long)Math.Min(MostOverload, (double)(load - limit.Most[n]) / Math.Max(1, limit.Most[n]) * 1e6));
                }
            }
        }

        return overload;
    }

    private (long Distance, long Imbalance) Balance(int[] place)
    {
        long distance = 0;
        long imbalance = 0;
        Span<long> load = stackalloc long[Eligible.Length];
        Span<long> weighed = stackalloc long[Eligible.Length];
        foreach (var dimension in Dimensions)
        {
            dimension.Base.CopyTo(load);
            dimension.Base.CopyTo(weighed);
            for (var g = 0; g < place.Length; g++)
            {
                load[place[g]] += dimension.Demand[g];
                weighed[place[g]] += dimension.Weighed[g];
            }

            long highest = long.MinValue;
            long lowest = long.MaxValue;
            long own = 0;
            var scale = dimension.Weight * 10_000 * ImbalanceSteps / dimension.Capacity.Count(c => c > 0);
            for (var n = 0; n < load.Length; n++)
            {
                if (dimension.Capacity[n] > 0)
                {
                    var ticks = (long)Math.Round(load[n] * (TicksPerWhole / dimension.Capacity[n]));
                    highest = Math.Max(highest, ticks);
                    lowest = Math.Min(lowest, ticks);
                    var deviation = ((double)weighed[n] / dimension.Capacity[n]) - dimension.Mean;
                    own += (long)Math.Round(deviation * deviation * scale);
                }
            }

            imbalance += own;
            if (highest >= (long)Math.Round(dimension.Floor * TicksPerWhole / 100))
            {
                distance += Goal == BalancingGoal.Best
                    ? own
                    : (long)Math.Round(dimension.Weight * WeightSteps)
                        * Math.Max(0, highest - lowest - (long)Math.Round(dimension.Balanciness * TicksPerWhole / 100));
            }
        }

        return (distance, imbalance);
    }

    private double Mean(ReferenceDimension dimension)
    {
        double load = 0;
        double capacity = 0;
        for (var n = 0; n < Eligible.Length; n++)
        {
            load += dimension.Capacity[n] > 0 ? dimension.Base[n] : 0;
            capacity += dimension.Capacity[n];
        }

        for (var g = 0; g < Start.Length; g++)
        {
            load += dimension.Capacity[Start[g]] > 0 || MustLeave(g, Start[g]) ? dimension.Weighed[g] : 0;
        }

        return load / capacity;
    }
}
