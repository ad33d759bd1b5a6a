using ProxLB.Core.Execution;

namespace ProxLB.Proxmox;

/// <summary>The cluster answers, but the credentials lack a privilege without which nothing can be done.</summary>
/// <param name="message">Which privilege on which path, and the command that grants it.</param>
/// <param name="innerException">The cause.</param>
public sealed class PermissionDeniedException(string message, Exception? innerException = null)
    : ClusterUnreachableException(message, innerException);
