using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution;

/// <summary>What one execution is given beside the plan.</summary>
public sealed record ExecutionRequest
{
    /// <summary>Makes a new plan when the facts have changed; null: what no longer holds is dropped and the rest is carried out.</summary>
    public IBalancer? Balancer { get; init; }

    /// <summary>What the plan was asked for; a new plan is asked for the same.</summary>
    public PlanRequest? PlanRequest { get; init; }

    /// <summary>The digest (<see cref="Cluster.HaRuleDigest"/>) of the HA rules that the plan was made under; null: those at the start of the execution.
    /// HA guests are not moved under other rules.</summary>
    public string? RuleDigest { get; init; }

    /// <summary>Is told what happens, in order, one call at a time.</summary>
    public IProgress<ExecutionEvent>? Progress { get; init; }

    /// <summary>Pauses, stops and cancels this execution from outside.</summary>
    public ExecutionControl? Control { get; init; }
}
