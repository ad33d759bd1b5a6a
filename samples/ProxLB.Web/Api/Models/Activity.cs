namespace ProxLB.Web.Api.Models;

/// <summary>What the service is doing.</summary>
internal enum Activity
{
    /// <summary>It has not read the cluster yet.</summary>
    Starting,

    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>It carries a plan out.</summary>
    Running,

    /// <summary>It starts nothing new until it is resumed.</summary>
    Paused,

    /// <summary>It finishes what is in flight.</summary>
    Stopping,
}
