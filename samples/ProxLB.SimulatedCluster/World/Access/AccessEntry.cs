namespace ProxLB.SimulatedCluster.World.Access;

/// <summary>A line of the access control list.</summary>
/// <param name="Path">The path, such as <c>/</c> or <c>/vms/100</c>.</param>
/// <param name="Subject">The user or token.</param>
/// <param name="Privileges">What it may do.</param>
/// <param name="Propagate">Whether it holds below the path too.</param>
public sealed record AccessEntry(string Path, string Subject, IReadOnlySet<string> Privileges, bool Propagate = true);
