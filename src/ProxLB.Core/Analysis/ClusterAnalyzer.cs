using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Analysis;

/// <summary>Answers questions about a cluster without moving anything. Safe for concurrent calls as long as its options are not changed.</summary>
public sealed class ClusterAnalyzer
{
    private readonly BalancerOptions _options;
    private readonly PlanningRun _run;

    /// <summary>Makes an analyzer over the same options, strategies and constraints as a <see cref="Balancer"/>.</summary>
    /// <param name="options">The options; null: the defaults.</param>
    /// <param name="strategies">Strategies beside the built-in ones.</param>
    /// <param name="constraints">Constraints beside the built-in ones.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public ClusterAnalyzer(
        BalancerOptions? options = null,
        IEnumerable<IBalancingStrategy>? strategies = null,
        IEnumerable<IPlacementConstraint>? constraints = null,
        TimeProvider? time = null)
    {
        _options = options ?? new BalancerOptions();
        _run = new PlanningRun(_options, [.. strategies ?? []], [.. constraints ?? []], time ?? TimeProvider.System);
    }

    /// <summary>Checks rules and capacity, and simulates the loss of each node and each fault domain.</summary>
    /// <param name="snapshot">The facts.</param>
    /// <param name="cancellationToken">Ends the search for repairs early.</param>
    /// <exception cref="InvalidClusterException">The facts are unusable.</exception>
    public ClusterCheck Check(ClusterSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Guarded(snapshot, () =>
        {
            var request = new PlanRequest { Goal = BalancingGoal.RulesOnly };
            var plan = _run.Plan(snapshot, request, cancellationToken);
            var context = _run.Compile(snapshot, BalancingGoal.RulesOnly, request).Context;
            var losses = new LossAnalysis(context, _options.Measure);
            return new ClusterCheck
            {
                Conflicts = plan.Conflicts,
                DroppedRules = [.. context.Ha.DroppedRules.Select(rule => new DroppedRule(rule.Name, rule.Reason))],
                Unsatisfied = plan.Unsatisfied,
                Repairs = plan.Migrations,
                Warnings = plan.Warnings,
                NodeLosses = losses.OfNodes(),
                DomainLosses = losses.OfDomains(),
            };
        });
    }

    /// <summary>Says why a guest is where it is and why it may not go elsewhere.</summary>
    /// <param name="snapshot">The facts.</param>
    /// <param name="guest">Its VMID.</param>
    /// <param name="node">The only node to look at; null: all.</param>
    /// <exception cref="ArgumentException">The snapshot does not have the guest or the node.</exception>
    /// <exception cref="InvalidClusterException">The facts are unusable.</exception>
    public GuestExplanation Explain(ClusterSnapshot snapshot, int guest, string? node = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Guarded(snapshot, () => new GuestExplainer(_run.Compile(snapshot, _options.Goal.Goal, new PlanRequest())).Explain(guest, node));
    }

    /// <summary>Ranks the nodes for guests that do not exist yet.</summary>
    /// <param name="snapshot">The facts.</param>
    /// <param name="guest">What the guests are like.</param>
    /// <exception cref="ArgumentException">A size or the count is negative, or the count is 0.</exception>
    /// <exception cref="InvalidClusterException">The facts are unusable.</exception>
    public PlacementAdvice BestNode(ClusterSnapshot snapshot, NewGuest guest)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(guest);
        if (guest.Count < 1 || guest.MemoryBytes < 0 || !(guest.CpuCores >= 0) || guest.Disks.Any(disk => disk.Bytes < 0))
        {
            throw new ArgumentException("The count of new guests is at least 1, and their sizes are at least 0.", nameof(guest));
        }

        var waiting = WaitingRoom.With(snapshot, guest);
        return Guarded(snapshot, () => new NodeRanking(_run.Compile(waiting, BalancingGoal.Best, new PlanRequest())).Rank(guest.Count));
    }

    private static T Guarded<T>(ClusterSnapshot snapshot, Func<T> question)
    {
        if (FactDefects.Of(snapshot) is { Count: > 0 } defects)
        {
            throw new InvalidClusterException(defects);
        }

        try
        {
            return question();
        }
        catch (InvalidProblemException invalid)
        {
            throw new InvalidClusterException([invalid.Message]);
        }
        catch (InvalidMeasureException invalid)
        {
            throw new InvalidClusterException([invalid.Message]);
        }
    }
}
