namespace ProxLB.Proxmox.Permissions;

/// <summary>The cluster refuses a user's ticket or token: it has expired, was revoked, or is not genuine.</summary>
/// <param name="message">What the cluster said.</param>
/// <param name="innerException">The cause.</param>
public sealed class CredentialRefusedException(string message, Exception? innerException = null)
    : Exception(message, innerException);
