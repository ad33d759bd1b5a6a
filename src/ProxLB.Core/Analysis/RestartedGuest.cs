namespace ProxLB.Core.Analysis;

/// <summary>An HA guest that the HA manager would restart after a loss.</summary>
/// <param name="Guest">Its VMID.</param>
/// <param name="From">The lost node.</param>
/// <param name="To">The node that the HA manager would choose.</param>
/// <param name="Fits">Whether there is memory for it, the guests restarted before it counted. The HA manager does not look at memory.</param>
public sealed record RestartedGuest(int Guest, string From, string To, bool Fits);
