namespace ProxLB.Core.Constraints;

/// <summary>Why a guest stays where it is in this run.</summary>
/// <param name="Constraint">The constraint that says so.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Excused">Whether it is as it should be that the guest stays even on a node that is to be emptied.</param>
internal sealed record HoldReason(string Constraint, string Reason, bool Excused);
