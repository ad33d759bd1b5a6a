namespace ProxLB.Core.Planning;

/// <summary>The figures of one node in a placement.</summary>
public sealed record NodeState
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it may hold guests in this run.</summary>
    public bool Eligible { get; init; }

    /// <summary>By dimension: load as a fraction of usable capacity.</summary>
    public required IReadOnlyDictionary<string, double> Utilisation { get; init; }

    /// <summary>How many guests lie on it, stopped ones and templates too.</summary>
    public int Guests { get; init; }
}
