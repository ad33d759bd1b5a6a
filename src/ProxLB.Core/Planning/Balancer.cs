using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>Plans migrations for a cluster. Safe for concurrent calls as long as its options are not changed.</summary>
public sealed class Balancer : IBalancer
{
    private readonly BalancerOptions _options;
    private readonly IReadOnlyList<IBalancingStrategy> _strategies;
    private readonly IReadOnlyList<IPlacementConstraint> _constraints;
    private readonly TimeProvider _time;

    /// <summary>Makes a balancer; this is all that is needed without dependency injection.</summary>
    /// <param name="options">What to reach and how; null: the defaults.</param>
    /// <param name="strategies">Strategies beside the built-in ones.</param>
    /// <param name="constraints">Constraints beside the built-in ones.</param>
    /// <param name="time">The clock; null: the system's.</param>
    /// <exception cref="InvalidOptionsException">The options are unusable, or two strategies or constraints share a name; all errors are listed.</exception>
    public Balancer(
        BalancerOptions? options = null,
        IEnumerable<IBalancingStrategy>? strategies = null,
        IEnumerable<IPlacementConstraint>? constraints = null,
        TimeProvider? time = null)
    {
        _options = options ?? new BalancerOptions();
        _strategies = [.. strategies ?? []];
        _constraints = [.. constraints ?? []];
        _time = time ?? TimeProvider.System;
        var errors = BalancerOptionsValidator.Errors(_options);
        errors.AddRange(BuiltIn.NameClashes(BuiltIn.Strategies(_options).Concat(_strategies), s => s.Name));
        errors.AddRange(BuiltIn.NameClashes(BuiltIn.Constraints(_options, new PlanRequest(), _options.Goal.Goal).Concat(_constraints), c => c.Name));
        if (errors.Count > 0)
        {
            throw new InvalidOptionsException(errors);
        }
    }

    /// <inheritdoc/>
    public MigrationPlan Plan(ClusterSnapshot snapshot, PlanRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (FactDefects.Of(snapshot) is { Count: > 0 } defects)
        {
            throw new InvalidClusterException(defects);
        }

        var run = new PlanningRun(_options, _strategies, _constraints, _time);
        try
        {
            return run.Plan(SnapshotOrder.Of(snapshot), request ?? new PlanRequest(), cancellationToken);
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

    /// <inheritdoc/>
    public string? Objection(ClusterSnapshot snapshot, IReadOnlyList<PlannedMigration> steps, PlanRequest? request = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(steps);
        if (FactDefects.Of(snapshot) is { Count: > 0 } defects)
        {
            return $"The facts cannot be used: {defects[0]}";
        }

        try
        {
            return new PlanningRun(_options, _strategies, _constraints, _time).Objection(snapshot, steps, request ?? new PlanRequest());
        }
        catch (Exception exception) when (exception is InvalidProblemException or InvalidMeasureException)
        {
            return $"The facts cannot be used: {exception.Message}";
        }
    }
}
