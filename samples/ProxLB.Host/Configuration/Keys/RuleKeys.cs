using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>The keys of the section <c>balancing</c> about guests and rules.</summary>
internal static class RuleKeys
{
    private static readonly ConfigurationKey<PoolOptions>[] Pool =
    [
        new("type", (target, value) => target.Together = value.OneOf(("affinity", true), ("anti-affinity", false))),
        new("pin", (target, value) => target.Pin = value.Texts()),
        new("strict", (target, value) => target.Strict = value.Boolean()),
    ];

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All { get; } =
    [
        new("enforce_affinity", (target, value) => Rules(target).EnforceAffinity = value.Boolean(), target => Rules(target).EnforceAffinity),
        new("enforce_pinning", (target, value) => Rules(target).EnforcePinning = value.Boolean(), target => Rules(target).EnforcePinning),
        new("balance_types",
            (target, value) => Rules(target).MovableKinds = [.. value.List(item => item.OneOf(("vm", GuestKind.Vm), ("ct", GuestKind.Container)))],
            target => Rules(target).MovableKinds.Select(kind => kind == GuestKind.Container ? "ct" : "vm")),
        new("pools", (target, value) => Rules(target).Pools = value.Map(pool => pool.Fields(new PoolOptions(), Pool))),
        new("rules", (target, value) => Rules(target).Rules = value.List(StatedRuleKeys.Read)),
        new("ignore", (target, value) => Rules(target).Ignore = value.Texts(), target => Rules(target).Ignore),
        new("ha_ownership",
            (target, value) => Rules(target).HaOwnership = value.OneOf(("native", HaOwnership.Native), ("proxlb", HaOwnership.ProxLB), ("refuse", HaOwnership.Refuse)),
            target => Rules(target).HaOwnership),
        new("drain_ignores_pins", (target, value) => Rules(target).DrainIgnoresPins = value.Boolean(), target => Rules(target).DrainIgnoresPins),
        new("drain_stopped", (target, value) => Rules(target).DrainStopped = value.Boolean(), target => Rules(target).DrainStopped),
    ];

    private static RuleOptions Rules(HostConfiguration target) => target.Balancer.Rules;
}
