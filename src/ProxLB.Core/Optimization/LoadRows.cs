using ProxLB.Core.Constraints;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Optimization;

/// <summary>All measured dimensions as rows of integers, and which of them are balanced.</summary>
internal sealed class LoadRows
{
    private readonly PlacementContext _context;
    private readonly List<LoadDimension> _rows = [];

    private LoadRows(PlacementContext context)
    {
        _context = context;
    }

    public int Count => _rows.Count;

    public IEnumerable<string> Names => _rows.Select(r => r.Name);

    public IEnumerable<string> Units => _rows.Select(r => r.Unit);

    public List<BalancedDimension> Dimensions { get; } = [];

    public static LoadRows Measure(CompileInput input, PlacementContext context, List<string> warnings)
    {
        var rows = new LoadRows(context);
        var source = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var strategy in input.Strategies)
        {
            var model = strategy.Measure(context.Cluster);
            foreach (var dimension in model.Dimensions)
            {
                LoadCheck.Throw(strategy.Name, dimension, context.Cluster);
                if (!source.TryAdd(dimension.Name, strategy.Name))
                {
                    throw new InvalidProblemException(
                        $"The strategies {source[dimension.Name]} and {strategy.Name} both measure the dimension {dimension.Name}. Rename one or remove one.");
                }

                rows._rows.Add(dimension);
            }

            warnings.AddRange(model.Warnings.Where(_ => IsBalanced(input.Options, model)));
        }

        rows.ChooseDimensions(input, warnings);
        return rows;
    }

    public long[] BaseLoads()
    {
        var nodes = _context.NodeCount;
        var loads = new long[Count * nodes];
        for (var r = 0; r < Count; r++)
        {
            if (!_rows[r].Base.IsEmpty)
            {
                _rows[r].Base.Span.CopyTo(loads.AsSpan(r * nodes, nodes));
            }

            // A guest in flight counts on its target too.
            for (var g = 0; g < _context.GuestCount; g++)
            {
                if (_context.Cluster.Guests[g].MigratingTo is { } name && _context.IndexOfNode(name) is >= 0 and var target
                    && target != _context.Placement[g])
                {
                    loads[(r * nodes) + target] += _rows[r].Demand.Span[g];
                }
            }
        }

        return loads;
    }

    public long[] Limits()
    {
        var nodes = _context.NodeCount;
        var limits = new long[Count * nodes];
        Array.Fill(limits, LoadDimension.Unlimited);
        for (var r = 0; r < Count; r++)
        {
            if (!_rows[r].Limit.IsEmpty)
            {
                _rows[r].Limit.Span.CopyTo(limits.AsSpan(r * nodes, nodes));
            }
        }

        return limits;
    }

    public int[] LimitedRows()
    {
        var limited = new List<int>();
        for (var r = 0; r < Count; r++)
        {
            if (!_rows[r].Limit.IsEmpty)
            {
                limited.Add(r);
            }
        }

        return [.. limited];
    }

    public long[] Demands()
    {
        var demands = new long[_context.GuestCount * Count];
        for (var r = 0; r < Count; r++)
        {
            var demand = _rows[r].Demand.Span;
            for (var g = 0; g < demand.Length; g++)
            {
                demands[(g * Count) + r] = demand[g];
            }
        }

        return demands;
    }

    public long DemandOf(int guest, int row) => _rows[row].Demand.Span[guest];

    private static bool IsBalanced(GoalOptions options, LoadModel model) =>
        model.Dimensions.Any(d => Methods(options).ContainsKey(d.Name));

    private static IReadOnlyDictionary<string, double> Methods(GoalOptions options) =>
        options.Methods.Count > 0 ? options.Methods : GoalOptions.DefaultMethods;

    private void ChooseDimensions(CompileInput input, List<string> warnings)
    {
        var methods = Methods(input.Options);
        var total = methods.Values.Sum();
        foreach (var (name, weight) in methods.OrderBy(m => m.Key, StringComparer.OrdinalIgnoreCase))
        {
            var row = _rows.FindIndex(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase));
            if (row < 0)
            {
                throw new InvalidProblemException(
                    $"The method names the dimension {name}, which no strategy measures. Known are: {string.Join(", ", _rows.Where(r => r.Limit.IsEmpty).Select(r => r.Name))}.");
            }

            var capacity = Capacity(row);
            var counting = capacity.Count(c => c > 0);
            if (counting < 2)
            {
                if (_context.NodeCount > 1)
                {
                    warnings.Add($"The dimension {_rows[row].Name} is not balanced in this run: fewer than two eligible nodes have a capacity in it.");
                }

                continue;
            }

            Dimensions.Add(Dimension(input, row, weight / total, capacity, counting));
        }
    }

    private BalancedDimension Dimension(CompileInput input, int row, double weight, long[] capacity, int counting)
    {
        var options = input.Options;
        var name = _rows[row].Name;
        var balanciness = options.BalancinessByDimension.TryGetValue(name, out var own) ? own : options.Balanciness;
        var floor = options.Floors.TryGetValue(name, out var percent) ? percent : 0;
        return new BalancedDimension
        {
            Name = name,
            Row = row,
            PriorityRow = PriorityRow(row),
            Capacity = capacity,
            Weight = weight,
            WeightSteps = Math.Max(1, (long)Math.Round(weight * ScoreUnits.WeightSteps)),
            Balanciness = (long)Math.Round(balanciness * ScoreUnits.TicksPerPoint),
            Floor = (long)Math.Round(floor * ScoreUnits.TicksPerPoint),
            HotAbove = HotNodes.Thresholds(input.Measure, _context.Cluster, name),
            CountingNodes = counting,
        };
    }

    private long[] Capacity(int row)
    {
        var capacity = new long[_context.NodeCount];
        for (var n = 0; n < capacity.Length; n++)
        {
            capacity[n] = _context.IsEligible(n) ? _rows[row].Capacity.Span[n] : 0;
        }

        return capacity;
    }

    /// <summary>A row of its own where priorities differ: demand times 0.5, 1 or 1.5.</summary>
    private int PriorityRow(int row)
    {
        var guests = _context.GuestCount;
        var differs = false;
        for (var g = 0; g < guests && !differs; g++)
        {
            differs = _context.Rules.PriorityOf(g) != Cluster.GuestPriority.Normal;
        }

        if (!differs)
        {
            return row;
        }

        var weighed = new long[guests];
        for (var g = 0; g < guests; g++)
        {
            weighed[g] = DemandOf(g, row) * (int)_context.Rules.PriorityOf(g) / 2;
        }

        _rows.Add(_rows[row] with { Name = _rows[row].Name + " by priority", Demand = weighed, Limit = default });
        return _rows.Count - 1;
    }
}
