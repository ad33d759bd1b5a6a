using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules.Native;

namespace ProxLB.Core.Execution.Running;

/// <summary>Keeps a plan from working against Proxmox's own rebalancing: what one moves for balance, the other would move again.</summary>
internal static class NativeGuard
{
    /// <summary>Why the plan must not be carried out; null if it may be.</summary>
    public static string? Refusal(MigrationPlan plan, ClusterSnapshot facts)
    {
        if (!NativeRebalancing.IsActive(facts.Ha) || plan.After.NativeImbalancePercent < facts.Ha.NativeThresholdPercent)
        {
            return null;
        }

        var balanced = plan.Migrations.Where(migration => migration.Cause == MigrationCause.Balance)
            .SelectMany(migration => migration.Carries.Prepend(migration.Guest)).ToHashSet();
        var shared = facts.Guests.Where(guest => balanced.Contains(guest.Id) && NativeRebalancing.IsMovable(guest)).Select(guest => guest.Id).Order().ToList();
        if (shared.Count == 0)
        {
            return null;
        }

        var imbalance = plan.After.NativeImbalancePercent is { } percent ? $"{percent:0.0} %" : "unknown";
        return $"Native rebalancing is active and would move HA guests again: the imbalance that it sees is {imbalance} after the plan, "
            + $"and its threshold is {facts.Ha.NativeThresholdPercent:0.#} %. The plan moves {(shared.Count == 1 ? "guest" : "guests")} {string.Join(", ", shared)} for balance. "
            + "Switch ha-auto-rebalance off, or set ha_ownership to native.";
    }
}
