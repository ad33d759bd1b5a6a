namespace ProxLB.Core.Execution;

/// <summary>The cluster refused to start a migration.</summary>
/// <param name="message">Why, in the cluster's own words.</param>
/// <param name="retryLater">Whether the same request may succeed later, as with a lock.</param>
/// <param name="innerException">The cause.</param>
public sealed class MigrationRefusedException(string message, bool retryLater = false, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Whether the same request may succeed later, as with a lock.</summary>
    public bool RetryLater { get; } = retryLater;
}
