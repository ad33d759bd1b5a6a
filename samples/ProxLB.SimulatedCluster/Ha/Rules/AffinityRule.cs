namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>A rule of the HA manager, from release 9.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Resources">The resources it is about, such as <c>vm:100</c>.</param>
public abstract record AffinityRule(string Name, IReadOnlyList<string> Resources)
{
    /// <summary>Whether it is switched off.</summary>
    public bool Disabled { get; init; }

    /// <summary>A comment; null if none.</summary>
    public string? Comment { get; init; }
}
