namespace ProxLB.Core.Execution;

/// <summary>No host of the cluster answers, or none accepts the credentials. Providers derive their own kinds from it.</summary>
/// <param name="message">What was tried and what to do.</param>
/// <param name="innerException">The cause.</param>
public class ClusterUnreachableException(string message, Exception? innerException = null)
    : Exception(message, innerException);
