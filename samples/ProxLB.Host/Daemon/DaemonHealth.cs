using ProxLB.Core.Operation;

namespace ProxLB.Host.Daemon;

/// <summary>Answers whether the daemon lives and whether it can do its work.</summary>
internal static class DaemonHealth
{
    /// <summary>Why it is not ready; null if it is. One that stands by for another host is.</summary>
    public static string? NotReadyBecause(OperatorState state) => state switch
    {
        { ShuttingDown: true } => "shutting down",
        { UnreadableBecause: { } reason } => reason,
        { LastError: { } reason } => reason,
        { Acting.Allowed: false } => null,
        { LastSuccessAt: null, NextRunAt: null } => "no plan was made yet",
        _ => null,
    };
}
