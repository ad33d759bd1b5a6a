using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Native;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Constraints;

/// <summary>Leaves running HA guests to Proxmox's own rebalancing where that is active, and keeps its imbalance below its threshold.</summary>
/// <remarks>It binds last: which guests have to move is known once all other constraints have spoken.</remarks>
/// <param name="ownership">Who moves those guests.</param>
/// <param name="balances">Whether this run moves guests for balance at all.</param>
/// <param name="limits">Measures what nodes can hold.</param>
internal sealed class NativeConstraint(HaOwnership ownership, bool balances, IBalancingStrategy limits) : IPlacementConstraint
{
    public string Name => PlacementConstraints.Native;

    public void Bind(PlacementContext context)
    {
        if (!NativeRebalancing.IsActive(context.Cluster.Ha))
        {
            return;
        }

        var left = 0;
        var needed = ownership == HaOwnership.Native && balances ? Needed(context) : [];
        for (var g = 0; g < context.GuestCount; g++)
        {
            switch (context.MayMove(g) ? NativeRebalancing.PolicyOf(context.Ha, g, ownership) : NativeGuestPolicy.Planned)
            {
                case NativeGuestPolicy.Refused:
                    left++;
                    context.Hold(g, "Native rebalancing is active, and ha_ownership is refuse: no HA guest is planned.");
                    break;
                case NativeGuestPolicy.RequiredOnly when balances && !needed[g]:
                    left++;
                    context.Hold(g, "Native rebalancing is active, so that its balance is left to the HA manager.");
                    break;
            }
        }

        Warn(context, left);
        var session = new NativeImbalanceSession(context);
        if (session is { Guests.Length: > 0, Violations: 0 })
        {
            context.Prefer(session);
        }
    }

    private void Warn(PlacementContext context, int left)
    {
        if (left > 0)
        {
            var guests = left == 1 ? "1 running HA guest is" : $"{left} running HA guests are";
            context.Warn(ownership == HaOwnership.Refuse
                ? $"Native rebalancing is active, and ha_ownership is refuse: {guests} not planned."
                : $"Native rebalancing is active: {guests} left to it and moved for drains, required rules and overloaded nodes only (ha_ownership: native).");
        }
        else if (ownership == HaOwnership.ProxLB)
        {
            context.Warn(
                "Native rebalancing is active, and ha_ownership is proxlb: migrations of HA guests are not carried out unless the imbalance after the plan is below its threshold. Switch ha-auto-rebalance off to avoid that.");
        }
    }

    /// <summary>By guest: whether a drain, a broken required rule or an overloaded node asks for it, or for one that the HA manager moves with it.</summary>
    private bool[] Needed(PlacementContext context)
    {
        var needed = context.GuestsOfBrokenRules();
        for (var g = 0; g < needed.Length; g++)
        {
            needed[g] |= !context.AllowedOf(g).Contains(context.Placement[g]);
        }

        OverloadRelief.Add(context, limits, needed, g => NativeRebalancing.PolicyOf(context.Ha, g, ownership) == NativeGuestPolicy.Planned);
        foreach (var group in context.Ha.Groups)
        {
            if (Array.Exists(group, g => needed[g]))
            {
                Array.ForEach(group, g => needed[g] = true);
            }
        }

        return needed;
    }
}
