namespace ProxLB.Core.Analysis;

/// <summary>Where new guests should go.</summary>
public sealed record PlacementAdvice
{
    /// <summary>The guests one after another, each placed with those before it.</summary>
    public required IReadOnlyList<AdvisedGuest> Guests { get; init; }

    /// <summary>What the administrator should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether each guest has a node.</summary>
    public bool Fits => Guests.All(guest => guest.Node is not null);
}
