namespace ProxLB.Host.Handover;

/// <summary>A migration as the daemon tells of it.</summary>
/// <param name="Step">Its number in the plan.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, or how it ended.</param>
/// <param name="Message">What happened to it last.</param>
internal sealed record DaemonStep(int Step, string State, string? Message);
