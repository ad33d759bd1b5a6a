using ProxLB.Core.Execution;

namespace ProxLB.Proxmox.Api;

/// <summary>Makes of a failed call, without whose answer nothing can be done, what a user of the provider sees.</summary>
internal static class ClusterError
{
    public static ClusterUnreachableException From(ApiException failure, string identity) => failure.Failure == ApiFailure.Forbidden
        ? new PermissionDeniedException(
            $"The {identity} lacks a privilege: {failure.Message.TrimEnd('.')}. Grant it, for example with: pveum acl modify / --roles PVEAuditor and a role with VM.Migrate, for the user and for its token.",
            failure)
        : new ClusterUnreachableException(failure.Message, failure);
}
