using ProxLB.Core.Optimization;

namespace ProxLB.Web.Operation;

/// <summary>What somebody wants planned.</summary>
internal sealed record PlanWish
{
    /// <summary>The goal; null: the configured one.</summary>
    public BalancingGoal? Goal { get; init; }

    /// <summary>Nodes to empty.</summary>
    public IReadOnlyList<string> Drain { get; init; } = [];

    /// <summary>A drained node to bring guests back to.</summary>
    public string? Undrain { get; init; }

    /// <summary>Guests that stay.</summary>
    public IReadOnlyList<int> Keep { get; init; } = [];

    /// <summary>The most migrations.</summary>
    public int? Most { get; init; }

    /// <summary>Whether to say what fewer migrations would reach.</summary>
    public bool Frontier { get; init; }

    /// <summary>Whether nothing in particular is asked for.</summary>
    public bool IsUsual => this is { Goal: null, Drain.Count: 0, Undrain: null, Keep.Count: 0, Most: null, Frontier: false };
}
