using ProxLB.Core.Execution;

namespace ProxLB.Host.Handover;

/// <summary>The daemon does not answer, or cannot because the cluster does not: it may a moment later, unlike after a refusal.</summary>
/// <param name="message">What was tried and what to do.</param>
/// <param name="innerException">The cause.</param>
internal sealed class DaemonUnreachableException(string message, Exception? innerException = null)
    : ClusterUnreachableException(message, innerException);
