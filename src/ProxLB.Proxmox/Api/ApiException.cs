namespace ProxLB.Proxmox.Api;

/// <summary>A call that has no usable answer. Its message never holds a secret: it is made of the call's path and of what the cluster said.</summary>
internal sealed class ApiException(ApiFailure failure, string message, string reason, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ApiFailure Failure { get; } = failure;

    /// <summary>The cluster's own words, or those of the failed connection.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether the call certainly had no effect.</summary>
    public bool HadNoEffect => Failure is not (ApiFailure.NoAnswer or ApiFailure.NodeNoAnswer or ApiFailure.BadAnswer);

    /// <summary>Whether another host may have an answer where this one has none.</summary>
    public bool IsHostAtFault => Failure is ApiFailure.NotConnected or ApiFailure.NotTrusted or ApiFailure.NoAnswer or ApiFailure.BadAnswer;
}
