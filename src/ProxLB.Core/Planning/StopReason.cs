namespace ProxLB.Core.Planning;

/// <summary>What ended a planning run before it was finished; such a plan need not be repeatable.</summary>
public enum StopReason
{
    /// <summary>The time budget was used up.</summary>
    Time,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The most migrations allowed in a run were reached.</summary>
    Limit,

    /// <summary>Guests that cool down from their last migration were left out.</summary>
    Cooldown,
}
