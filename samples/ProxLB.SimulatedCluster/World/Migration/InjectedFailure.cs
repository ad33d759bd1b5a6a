namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>A failure that the next migration of a guest will run into.</summary>
/// <param name="ExitStatus">How its task ends, such as <c>migration aborted</c>.</param>
/// <param name="AfterMove">Whether the guest is on the target by then.</param>
public sealed record InjectedFailure(string ExitStatus = "migration aborted", bool AfterMove = false);
