using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Web.Access;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Operation;

/// <summary>What the API and the page ask of the cluster in a visitor's name. Checks his rights, answers, and turns whatever goes wrong into a problem.</summary>
internal sealed class ClusterDesk(ClusterOperator cluster, AccessGate gate)
{
    /// <summary>The operator's state, for whoever may look.</summary>
    public async Task<OperatorState> StateAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        await gate.RequireLookAsync(visitor, cancellationToken);
        return cluster.State;
    }

    /// <summary>The runs that have ended, newest first.</summary>
    public async Task<IReadOnlyList<OperatorRun>> HistoryAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        await gate.RequireLookAsync(visitor, cancellationToken);
        return cluster.History;
    }

    /// <summary>Makes a plan; moves nothing.</summary>
    public async Task<KeptPlan> PlanAsync(Visitor visitor, PlanWish wish, CancellationToken cancellationToken)
    {
        await gate.RequireLookAsync(visitor, cancellationToken);
        return await AnswerAsync(async () =>
        {
            await RequireKnownAsync(wish, cancellationToken);
            return wish.Undrain is { } node
                ? await cluster.PlanUndrainAsync(node, cancellationToken: cancellationToken)
                : await cluster.PlanAsync(RequestOf(wish), cancellationToken);
        });
    }

    /// <summary>Why a guest is where it is and why not elsewhere.</summary>
    public async Task<GuestExplanation> ExplainAsync(Visitor visitor, int guest, string? node, CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(visitor, cancellationToken);
        if (facts.Guests.All(known => known.Id != guest))
        {
            throw Problem.Unknown(ProblemCodes.UnknownGuest, $"There is no guest {guest} in the cluster.");
        }

        if (node is not null)
        {
            RequireNode(facts, node);
        }

        return await AnswerAsync(() => Task.Run(() => cluster.Setup.Analyzer.Explain(facts, guest, node), cancellationToken));
    }

    /// <summary>Where a new guest should go.</summary>
    public async Task<PlacementAdvice> BestNodeAsync(Visitor visitor, NewGuest guest, CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(visitor, cancellationToken);
        return await AnswerAsync(() => Task.Run(() => cluster.Setup.Analyzer.BestNode(facts, guest), cancellationToken));
    }

    /// <summary>Rules, conflicts, and what the loss of each node would do.</summary>
    public async Task<ClusterCheck> CheckAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        var facts = await FactsAsync(visitor, cancellationToken);
        return await AnswerAsync(() => Task.Run(() => cluster.Setup.Analyzer.Check(facts, cancellationToken), cancellationToken));
    }

    /// <summary>The last facts; read now if there are none.</summary>
    private async Task<ClusterSnapshot> FactsAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        await gate.RequireLookAsync(visitor, cancellationToken);
        return cluster.State.Facts ?? await AnswerAsync(() => cluster.CaptureAsync(cancellationToken));
    }

    private async Task RequireKnownAsync(PlanWish wish, CancellationToken cancellationToken)
    {
        if (wish is { Drain.Count: 0, Undrain: null, Keep.Count: 0 })
        {
            return;
        }

        var facts = cluster.State.Facts ?? await cluster.CaptureAsync(cancellationToken);
        foreach (var node in wish.Undrain is { } undrained ? [.. wish.Drain, undrained] : wish.Drain)
        {
            RequireNode(facts, node);
        }

        if (wish.Keep.Except(facts.Guests.Select(guest => guest.Id)).ToList() is [var unknown, ..])
        {
            throw Problem.Unknown(ProblemCodes.UnknownGuest, $"There is no guest {unknown} in the cluster.");
        }
    }

    private static void RequireNode(ClusterSnapshot facts, string name)
    {
        if (!facts.Nodes.Any(node => string.Equals(node.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw Problem.Unknown(ProblemCodes.UnknownNode, $"There is no node '{name}' in the cluster.");
        }
    }

    private static PlanRequest RequestOf(PlanWish wish) => new()
    {
        Goal = wish.Drain.Count > 0 ? BalancingGoal.Drain : wish.Goal,
        Drain = wish.Drain,
        Keep = wish.Keep,
        MaxMigrations = wish.Most,
        Frontier = wish.Frontier,
    };

    internal static async Task<T> AnswerAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ClusterUnreachableException unreachable)
        {
            throw Problem.Unreachable(unreachable.Message);
        }
        catch (InvalidClusterException invalid)
        {
            throw Problem.Unreachable($"The cluster's figures cannot be used: {invalid.Message}");
        }
        catch (ArgumentException argument)
        {
            throw Problem.BadRequest(argument.Message);
        }
    }
}
