using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Core.Rules;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Planning;

/// <summary>All that configures planning. The defaults plan for memory, goal <see cref="BalancingGoal.Target"/>.</summary>
public sealed class BalancerOptions
{
    /// <summary>What is to be reached, and at what price.</summary>
    public GoalOptions Goal { get; set; } = new();

    /// <summary>How load is measured.</summary>
    public MeasureOptions Measure { get; set; } = new();

    /// <summary>The limits of a node.</summary>
    public CapacityOptions Capacity { get; set; } = new();

    /// <summary>Guests and rules.</summary>
    public RuleOptions Rules { get; set; } = new();

    /// <summary>Nodes.</summary>
    public NodeOptions Nodes { get; set; } = new();
}
