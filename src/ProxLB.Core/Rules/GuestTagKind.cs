namespace ProxLB.Core.Rules;

/// <summary>What a guest's tag asks for.</summary>
internal enum GuestTagKind
{
    /// <summary>Nothing: it is not one of the balancer's tags.</summary>
    Foreign,

    /// <summary>It starts like one of the balancer's tags and is none.</summary>
    Unknown,

    /// <summary>Together with all guests of this name.</summary>
    Affinity,

    /// <summary>Apart from all guests of this name.</summary>
    AntiAffinity,

    /// <summary>On the node of this name.</summary>
    Pin,

    /// <summary>Never moved.</summary>
    Ignore,

    /// <summary>Its demand weighs more.</summary>
    HighPriority,

    /// <summary>Its demand weighs less.</summary>
    LowPriority,
}
