using ProxLB.Core.Execution;

namespace ProxLB.Proxmox.Api;

/// <summary>Makes of a failed call, without whose answer nothing can be done, what a user of the provider sees.</summary>
internal static class ClusterError
{
    private const string Needed = "Sys.Audit VM.Audit VM.Migrate Datastore.Audit Pool.Audit";

    public static ClusterUnreachableException From(ApiException failure, Caller caller) => failure.Failure == ApiFailure.Forbidden
        ? new PermissionDeniedException($"The {caller} lacks a privilege: {failure.Message.TrimEnd('.')}. Grant what is needed with: {caller.GrantCommand(Needed.Split(' '))}", failure)
        : new ClusterUnreachableException(failure.Message, failure);
}
