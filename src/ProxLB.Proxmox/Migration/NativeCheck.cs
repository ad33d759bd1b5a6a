using ProxLB.Core.Execution;
using ProxLB.Core.Rules;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;

namespace ProxLB.Proxmox.Migration;

/// <summary>Whether Proxmox's native rebalancing, switched on after the plan was made, stands in the way of a migration.</summary>
/// <param name="wasActive">Whether it was on when the cluster was captured; null if that is not known.</param>
/// <param name="ownership">Who moves HA guests while it is active.</param>
/// <param name="settings">The cluster's options now; null if they cannot be read.</param>
/// <param name="resources">The HA resources now; null if they cannot be read.</param>
internal sealed class NativeCheck(bool? wasActive, HaOwnership ownership, ClusterOptionsAnswer? settings, IReadOnlyList<HaResource>? resources)
{
    private const string SwitchedOn = "Proxmox's own rebalancing was switched on meanwhile (crs: ha-auto-rebalance)";

    /// <summary>Null if nothing speaks against it.</summary>
    public MigrationCheck? Check(MigrationRequest request)
    {
        if (wasActive != false || !HaFactsBuilder.IsNativeRebalancing(settings?.Crs) || !IsItsOwn(request))
        {
            return null;
        }

        return ownership == HaOwnership.ProxLB
            ? new MigrationCheck(MigrationCheckResult.Stop, $"{SwitchedOn}, and ha_ownership is proxlb: both would move the same guests.")
            : new MigrationCheck(MigrationCheckResult.Changed, $"{SwitchedOn} and may move {GuestLabel.Of(request.Kind, request.Guest)} itself.");
    }

    // It moves HA guests only, and of those none that is exempt.
    private bool IsItsOwn(MigrationRequest request) => request.Ha && ((int[])[request.Guest, .. request.Carries])
        .Any(guest => resources?.FirstOrDefault(resource => HaFactsBuilder.GuestOf(resource.Sid) == guest)?.AutoRebalance != false);
}
