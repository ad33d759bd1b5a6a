namespace ProxLB.Core.Execution.Journaling;

/// <summary>A plan that was being carried out.</summary>
/// <param name="At">When it was begun.</param>
/// <param name="Id">Its id.</param>
/// <param name="Goal">Its goal; empty if it was not written down.</param>
/// <param name="Drained">The nodes that it empties, apart from those in maintenance.</param>
public sealed record JournaledPlan(DateTimeOffset At, string Id, string Goal, IReadOnlyList<string> Drained)
{
    /// <summary>The plan in a few words, such as <c>plan 4f1c (drain of pve3)</c>.</summary>
    public override string ToString() =>
        Drained.Count > 0 ? $"plan {Id} ({Goal} of {string.Join(", ", Drained)})"
        : Goal.Length > 0 ? $"plan {Id} ({Goal})"
        : $"plan {Id}";
}
