using ProxLB.Core.Constraints;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Optimization;

/// <summary>Compiles facts, strategies and constraints into the arrays that the engine works on.</summary>
internal static class ProblemCompiler
{
    public static CompiledProblem Compile(CompileInput input)
    {
        var index = new SnapshotIndex(input.Cluster);
        CheckPlaces(index);
        var rules = RuleSet.Derive(index, input.Rules, input.Nodes, input.Drain);
        var haWarnings = new RuleWarnings();
        var context = new PlacementContext(rules, HaModel.Derive(index, haWarnings));
        foreach (var constraint in input.Constraints)
        {
            context.Binding = constraint.Name;
            constraint.Bind(context);
        }

        CountInFlight(context);
        var warnings = new List<string>(rules.Warnings);
        warnings.AddRange(haWarnings.Sentences);
        var rows = LoadRows.Measure(input, context, warnings);
        warnings.AddRange(context.Warnings);
        var problem = Build(input, context, rows);
        DimensionFigures.Fill(problem);
        return new CompiledProblem(problem, context, warnings);
    }

    /// <summary>A guest in flight counts on its target too, for rules as for loads.</summary>
    private static void CountInFlight(PlacementContext context)
    {
        Span<Move> copy = stackalloc Move[1];
        for (var g = 0; g < context.GuestCount; g++)
        {
            if (context.Cluster.Guests[g].MigratingTo is not { } name || context.IndexOfNode(name) is not (>= 0 and var target)
                || target == context.Placement[g])
            {
                continue;
            }

            copy[0] = new Move(g, Move.Nowhere, target);
            foreach (var bound in context.Sessions)
            {
                if (!bound.Session.HoldsOnTheWay && bound.Session.Guests.Contains(g))
                {
                    bound.Session.Commit(copy);
                }
            }
        }
    }

    private static void CheckPlaces(SnapshotIndex index)
    {
        for (var g = 0; g < index.GuestCount; g++)
        {
            if (index.Home[g] < 0)
            {
                throw new InvalidProblemException(
                    $"Guest {index.Vmid(g)} lies on node {index.Snapshot.Guests[g].Node}, which the snapshot does not have. Add the node or remove the guest.");
            }
        }
    }

    private static PlacementProblem Build(CompileInput input, PlacementContext context, LoadRows rows)
    {
        var guests = context.GuestCount;
        var allowed = new NodeSet[guests];
        var holds = new HoldReason?[guests];
        var eligible = new bool[context.NodeCount];
        for (var g = 0; g < guests; g++)
        {
            allowed[g] = context.AllowedOf(g);
            holds[g] = context.HoldOf(g);
        }

        for (var n = 0; n < eligible.Length; n++)
        {
            eligible[n] = context.IsEligible(n);
        }

        var (sessionStart, sessionIds) = SessionTable(context);
        var cost = MigrationCost.Of(context, input.Options);
        var (items, itemOf) = ItemBuilder.Build(context, rows, cost, sessionStart);
        return new PlacementProblem
        {
            Cluster = context.Cluster,
            NodeCount = context.NodeCount,
            GuestCount = guests,
            RowCount = rows.Count,
            RowNames = [.. rows.Names],
            RowUnits = [.. rows.Units],
            Start = context.Placement.ToArray(),
            Eligible = eligible,
            Leaving = [.. context.Rules.Nodes.Leaving],
            Allowed = allowed,
            Holds = holds,
            Base = rows.BaseLoads(),
            Limit = rows.Limits(),
            LimitedRows = rows.LimitedRows(),
            Demand = rows.Demands(),
            Cost = cost,
            Dimensions = [.. rows.Dimensions],
            Sessions = [.. context.Sessions],
            SessionStart = sessionStart,
            SessionIds = sessionIds,
            Items = items,
            ItemOf = itemOf,
            Explainers = [.. context.Explainers],
            Options = input.Options,
            Goal = input.Goal,
            MaxMigrations = input.MaxMigrations,
        };
    }

    private static (int[] Start, int[] Ids) SessionTable(PlacementContext context)
    {
        var sessions = context.Sessions;
        var start = new int[context.GuestCount + 1];
        foreach (var bound in sessions)
        {
            foreach (var guest in bound.Session.Guests)
            {
                start[guest + 1]++;
            }
        }

        for (var g = 0; g < context.GuestCount; g++)
        {
            start[g + 1] += start[g];
        }

        var ids = new int[start[^1]];
        var next = start.AsSpan(0, context.GuestCount).ToArray();
        for (var s = 0; s < sessions.Count; s++)
        {
            foreach (var guest in sessions[s].Session.Guests)
            {
                ids[next[guest]++] = s;
            }
        }

        return (start, ids);
    }
}
