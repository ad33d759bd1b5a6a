namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>What goes wrong with a call.</summary>
internal enum SiteFault
{
    None,

    /// <summary>Nothing was sent.</summary>
    NoConnection,

    /// <summary>It was sent, did not arrive, and the sender cannot tell that from a lost reply.</summary>
    LostRequest,

    /// <summary>It took effect, but the answer was lost.</summary>
    LostReply,

    NoRoute,
    InternalError,
    Garbage,
}
