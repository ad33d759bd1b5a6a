namespace ProxLB.Core.Operation;

/// <summary>What came of the wish to carry out a plan.</summary>
public enum ApplyResult
{
    /// <summary>It is being carried out now.</summary>
    Started,

    /// <summary>It was being carried out already.</summary>
    AlreadyRunning,

    /// <summary>It was carried out before; nothing is done twice.</summary>
    AlreadyDone,

    /// <summary>It has no migrations; nothing is to be done.</summary>
    NothingToDo,

    /// <summary>No plan of that id is kept: it is too old, or was never made here.</summary>
    UnknownPlan,

    /// <summary>The facts are not those that it was made from; the differences say what changed.</summary>
    FactsChanged,

    /// <summary>Another plan is being carried out.</summary>
    Busy,

    /// <summary>Migrations are switched off, paused or shutting down, or this host may not act.</summary>
    Refused,
}
