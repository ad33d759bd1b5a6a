using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Rules.Native;

/// <summary>Whether Proxmox rebalances HA guests by itself, and which guests are therefore left to it.</summary>
internal static class NativeRebalancing
{
    private const double Percent = 100;

    /// <summary>Whether native rebalancing acts on this cluster. An HA manager whose state is unknown counts as active.</summary>
    public static bool IsActive(HaFacts ha) => ha is
    {
        NativeAutoRebalance: true,
        NativeMode: NativeSchedulerMode.Static or NativeSchedulerMode.Dynamic,
        ManagerActive: null or true,
        Armed: HaArmedState.Armed or HaArmedState.Standby,
    };

    /// <summary>Whether native rebalancing may move this guest: it is active, the guest runs under HA and is not exempt from it.</summary>
    public static bool MayMove(HaModel model, int guest)
    {
        var facts = model.Index.Snapshot.Guests[guest];
        return IsMovable(facts) && model.IsManaged(guest) && IsActive(model.Index.Snapshot.Ha);
    }

    /// <summary>Whether native rebalancing moves such a guest where it is active: it runs under HA and is not exempt.</summary>
    public static bool IsMovable(Guest guest) => guest is { Running: true, HaAutoRebalance: true } && HaGuestState.IsManaged(HaFacts.None, guest);

    /// <summary>What the setting <c>ha_ownership</c> makes of the guest in this run.</summary>
    public static NativeGuestPolicy PolicyOf(HaModel model, int guest, HaOwnership ownership)
    {
        if (ownership == HaOwnership.ProxLB || !MayMove(model, guest))
        {
            return NativeGuestPolicy.Planned;
        }

        return ownership == HaOwnership.Refuse ? NativeGuestPolicy.Refused : NativeGuestPolicy.RequiredOnly;
    }

    /// <summary>The imbalance of a placement as native rebalancing computes it, in percent; null if the size of fewer than two nodes is known.</summary>
    /// <param name="index">The numbered snapshot.</param>
    /// <param name="placement">By guest, its node.</param>
    public static double? ImbalancePercent(SnapshotIndex index, ReadOnlySpan<int> placement)
    {
        var loads = NativeLoads.Of(index, placement);
        return loads.Length < 2 ? null : Percent * NativeImbalance.Compute(loads);
    }
}
