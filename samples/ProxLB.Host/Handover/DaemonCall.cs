using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Handover;

/// <summary>What a command asks the daemon for.</summary>
/// <param name="Action">The state change of its API: <c>apply</c>, <c>drain</c> or <c>undrain</c>.</param>
/// <param name="Query">The parameters of the plan that goes before it; null: the plan is known.</param>
/// <param name="Plan">The plan, if the daemon is not to make one.</param>
/// <param name="Nodes">The nodes that it is about.</param>
internal sealed record DaemonCall(string Action, string? Query, MigrationPlan? Plan, IReadOnlyList<string> Nodes)
{
    /// <summary>A plan for a goal.</summary>
    public static DaemonCall Apply(BalancingGoal goal) => new("apply", $"goal={GoalNames.Of(goal)}", Plan: null, []);

    /// <summary>A plan that the daemon has made before.</summary>
    public static DaemonCall Apply(MigrationPlan plan) => new("apply", Query: null, plan, []);

    /// <summary>Nodes that are to be emptied.</summary>
    public static DaemonCall Drain(IReadOnlyList<string> nodes) =>
        new("drain", string.Join('&', nodes.Select(node => $"drain={Uri.EscapeDataString(node)}")), Plan: null, nodes);

    /// <summary>A node that is to be used again.</summary>
    public static DaemonCall Undrain(string node) => new("undrain", $"undrain={Uri.EscapeDataString(node)}", Plan: null, [node]);
}
