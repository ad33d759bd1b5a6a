namespace ProxLB.Host.Handover;

/// <summary>A migration as the daemon tells of it. Its number alone does not tell it from one of a new plan on the way.</summary>
/// <param name="Step">Its number in its plan.</param>
/// <param name="Guest">The guest's VMID.</param>
/// <param name="From">Where it was.</param>
/// <param name="To">Where it goes.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, or how it ended.</param>
/// <param name="Message">What happened to it last.</param>
internal sealed record DaemonStep(int Step, int Guest, string From, string To, string State, string? Message)
{
    public bool HasBegun => State != "waiting";

    public bool HasEnded => State is not ("waiting" or "running");
}
