using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Handover;

/// <summary>What a command asks the daemon for.</summary>
/// <param name="Action">The state change of its API: <c>apply</c>, <c>drain</c> or <c>undrain</c>.</param>
/// <param name="Query">The parameters of the plan that goes before it.</param>
/// <param name="Nodes">The nodes that it is about.</param>
internal sealed record DaemonCall(string Action, string Query, IReadOnlyList<string> Nodes)
{
    /// <summary>A plan for a goal.</summary>
    public static DaemonCall Apply(BalancingGoal goal) => new("apply", $"goal={GoalNames.Of(goal)}", []);

    /// <summary>Nodes that are to be emptied.</summary>
    public static DaemonCall Drain(IReadOnlyList<string> nodes) =>
        new("drain", string.Join('&', nodes.Select(node => $"drain={Uri.EscapeDataString(node)}")), nodes);

    /// <summary>A node that is to be used again.</summary>
    public static DaemonCall Undrain(string node) => new("undrain", $"undrain={Uri.EscapeDataString(node)}", [node]);
}
