using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.TestKit;

namespace ProxLB.Reference;

/// <summary>A small problem by seed, with all that makes planning hard: tight limits, broken and crossing rules, guests that stay.</summary>
internal sealed class OracleCase
{
    private const int LargeEvery = 50;

    private static readonly double[] MemorySizes = [32, 64, 64, 128, 96];
    private static readonly double[] CoreCounts = [8, 16, 16, 32];

    /// <summary>What is compared must not depend on how busy the machine is.</summary>
    public static TimeSpan EnoughTime { get; } = TimeSpan.FromHours(2);

    private readonly Random _random;
    private readonly ClusterBuilder _builder = new();
    private readonly string[] _nodes;
    private readonly int[] _guests;

    public OracleCase(int seed)
    {
        Seed = seed;
        _random = new Random(seed);
        var (nodes, guests) = Chance(0.08) ? (5, _random.Next(5, 8)) : Chance(0.3) ? (4, _random.Next(5, 9)) : (_random.Next(2, 5), _random.Next(3, 8));
        if (seed % LargeEvery == 0)
        {
            // The largest that enumeration is asked for; few, as one takes seconds.
            (nodes, guests) = (5, seed % (5 * LargeEvery) == 0 ? 10 : 8);
        }
        else if (nodes == 2 || (nodes == 3 && Chance(0.5)))
        {
            guests += 2;
        }

        _nodes = [.. Enumerable.Range(1, nodes).Select(n => $"n{n}")];
        _guests = [.. Enumerable.Range(101, guests)];
        Options = MakeOptions();
        AddNodes();
        AddGuests();
        AddRules();
        Request = Options.Goal.Goal == BalancingGoal.Drain ? new PlanRequest { Drain = [Any(_nodes)] } : new PlanRequest();
        Snapshot = WithoutConflicts(_builder.Build());
    }

    public int Seed { get; }

    public ClusterSnapshot Snapshot { get; }

    public BalancerOptions Options { get; }

    public PlanRequest Request { get; }

    private BalancerOptions MakeOptions()
    {
        var goal = new[] { BalancingGoal.Target, BalancingGoal.Target, BalancingGoal.Best, BalancingGoal.RulesOnly, BalancingGoal.Drain }[_random.Next(5)];
        var options = new BalancerOptions
        {
            Goal = { Goal = goal, Balanciness = Any([0.0, 2, 5, 10, 20]), MinimumRelativeGain = 0, MinimumGain = Any([0.0, 0.1, 3]), TimeBudget = EnoughTime },
            Capacity =
            {
                Overprovisioning = Any<bool?>([null, true, false]),
                CpuOvercommit = Chance(0.3) ? Any([0.5, 1, 2]) : null,
                MemoryHeadroomPercent = Any([0.0, 5]),
            },
        };
        if (Chance(0.3))
        {
            options.Goal.Methods = new(StringComparer.OrdinalIgnoreCase) { ["memory"] = Any([1.0, 3]), ["cpu"] = 1 };
        }

        if (Chance(0.1))
        {
            options.Goal.Floors["memory"] = 50;
        }

        if (Chance(0.1))
        {
            options.Measure.Reserve.MemoryBytes = 4 * ClusterBuilder.GiB;
        }

        if (Chance(0.05))
        {
            options.Nodes.Ignore.Add(Any(_nodes));
        }

        return options;
    }

    private void AddNodes()
    {
        var even = Chance(0.5);
        foreach (var name in _nodes)
        {
            var maintenance = Chance(0.08);
            var own = Chance(0.2) ? (long?)((2 + _random.Next(40)) * ClusterBuilder.GiB) : null;
            _builder.Node(name, even ? 64 : Any(MemorySizes), even ? 16 : Any(CoreCounts), n => n with { Maintenance = maintenance, MemoryUsedBytes = own });
        }

        if (Chance(0.05))
        {
            _builder.OfflineNode("off");
        }

        if (Chance(0.3))
        {
            _builder.LocalStorage("local", [.. _nodes.Where(_ => Chance(0.9)).Select(n => (n, (double)_random.Next(0, 120)))]);
        }
    }

    private void AddGuests()
    {
        var fill = Any([0.4, 0.6, 0.8, 0.95]);
        var mean = fill * 64 * _nodes.Length / _guests.Length;
        var crowd = Chance(0.5) ? Any(_nodes) : null;
        foreach (var id in _guests)
        {
            var used = Math.Max(1, Math.Round(mean * Any([0.25, 0.5, 0.75, 1, 1, 1.5])));
            var cores = Any([1.0, 2, 4, 4, 8, 12]);
            var container = Chance(0.2);
            var stopped = Chance(0.1);
            var priority = Chance(0.85) ? GuestPriority.Normal : Any([GuestPriority.Low, GuestPriority.High]);
            var node = crowd is not null && Chance(0.6) ? crowd : Any(_nodes);
            _builder.Guest(id, node, used * Any([1, 1, 1.25, 2]), cores, used, cores * Any([0.25, 0.5, 1]), with: g => g with
            {
                Kind = container ? GuestKind.Container : GuestKind.Vm,
                Running = !stopped,
                Priority = priority,
            });
            if (Chance(0.2))
            {
                _builder.Disk("local", _random.Next(4, 60));
            }
        }
    }

    private void AddRules()
    {
        for (var i = _random.Next(5); i > 0; i--)
        {
            var required = Chance(0.75);
            var weight = Any([1, 1, 2.5]);
            PlacementRule With(PlacementRule rule) => rule with { Required = required, Weight = weight };
            switch (_random.Next(7))
            {
                case 0:
                    _builder.Rule(RuleType.Affinity, $"together{i}", Some(2, 3), With);
                    break;
                case 1:
                case 2:
                    _builder.Rule(RuleType.AntiAffinity, $"apart{i}", Some(2, _nodes.Length + 1), With);
                    break;
                case 3:
                    var sides = Some(2, 4);
                    _builder.Rule(RuleType.AntiAffinity, $"sides{i}", sides[..^1], r => With(r) with { OtherGuests = sides[^1..] });
                    break;
                case 4:
                    var type = Any([RuleType.NodeAffinity, RuleType.NodeAffinity, RuleType.NodeAntiAffinity]);
                    var named = _nodes.OrderBy(_ => _random.Next()).Take(_random.Next(1, _nodes.Length)).Select(n => new NodePreference(n)).ToArray();
                    _builder.Rule(type, $"nodes{i}", Some(1, 2), r => With(r) with { Nodes = named });
                    break;
                case 5:
                    _builder.Rule(RuleType.Ignore, $"ignore{i}", Some(1, 1));
                    break;
                default:
                    var both = Some(4, 4);
                    _builder.Rule(RuleType.AntiAffinity, $"groups{i}", both[..(both.Length / 2)], r => With(r) with { OtherGuests = both[(both.Length / 2)..] });
                    break;
            }
        }
    }

    /// <summary>Rules that cannot hold together are another matter: their guests stay. The latest rule of each conflict goes.</summary>
    private ClusterSnapshot WithoutConflicts(ClusterSnapshot cluster)
    {
        while (true)
        {
            var model = new ReferenceModel(cluster, Options, Request);
            var together = Groups(model);
            var torn = model.Rules.FirstOrDefault(r => r is { Required: true, Type: RuleType.AntiAffinity } && Separates(r, together));
            var nowhere = Enumerable.Range(0, together.Length)
                .FirstOrDefault(g => !Enumerable.Range(0, model.Eligible.Length).Any(n => Enumerable.Range(0, together.Length).All(o => together[o] != together[g] || model.Allowed[o][n])), -1);
            var wrong = torn is not null
                ? cluster.Rules.First(r => r.Name == torn.Name)
                : cluster.Rules.LastOrDefault(r => r is { Required: true, Type: RuleType.NodeAffinity or RuleType.NodeAntiAffinity }
                    && nowhere >= 0 && r.Guests.Any(id => together[model.Cluster.Guests.ToList().FindIndex(g => g.Id == id)] == together[nowhere]));
            if (wrong is null)
            {
                return cluster;
            }

            cluster = cluster with { Rules = [.. cluster.Rules.Where(r => r != wrong)] };
        }
    }

    private static bool Separates(ReferenceRule rule, int[] together) => rule.Others.Length > 0
        ? rule.Members.Any(m => rule.Others.Any(o => together[m] == together[o]))
        : rule.Members.DistinctBy(m => together[m]).Count() < rule.Members.Length;

    /// <summary>By guest: a number that guests share if required affinities join them.</summary>
    private static int[] Groups(ReferenceModel model)
    {
        int[] together = [.. Enumerable.Range(0, model.Start.Length)];
        foreach (var rule in model.Rules.Where(r => r is { Required: true, Type: RuleType.Affinity }))
        {
            foreach (var member in rule.Members)
            {
                var (from, to) = (together[member], together[rule.Members[0]]);
                together = Array.ConvertAll(together, t => t == from ? to : t);
            }
        }

        return together;
    }

    private int[] Some(int least, int most) => [.. _guests.OrderBy(_ => _random.Next()).Take(_random.Next(least, most + 1)).Order()];

    private bool Chance(double share) => _random.NextDouble() < share;

    private T Any<T>(T[] values) => values[_random.Next(values.Length)];
}
