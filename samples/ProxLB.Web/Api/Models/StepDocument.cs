namespace ProxLB.Web.Api.Models;

/// <summary>A migration of a run.</summary>
internal sealed record StepDocument
{
    /// <summary>Its number in the plan.</summary>
    public int Step { get; init; }

    /// <summary>The guest's VMID.</summary>
    public int Guest { get; init; }

    /// <summary>The guest's name.</summary>
    public string? Name { get; init; }

    /// <summary>Where it was.</summary>
    public required string From { get; init; }

    /// <summary>Where it goes.</summary>
    public required string To { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, or how it ended, such as <c>moved</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double? Progress { get; init; }

    /// <summary>Bytes transferred.</summary>
    public long? TransferredBytes { get; init; }

    /// <summary>What happened to it last.</summary>
    public string? Message { get; init; }
}
