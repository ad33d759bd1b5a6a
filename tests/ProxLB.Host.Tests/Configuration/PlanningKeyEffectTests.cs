using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>Each key that decides a plan: one cluster, planned without the key and with it. A hot node has eight guests, two have none.</summary>
public sealed class PlanningKeyEffectTests
{
    private const string Calm = "balancing: {balanciness: 100}";

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["balanciness"] = new("", "balancing: {balanciness: 80}", Moves, Stays),
        ["memory_threshold"] = new("", "balancing: {memory_threshold: 90}", Moves, Stays),
        ["goal"] = new("", "balancing: {goal: rules-only}", Moves, Stays),
        ["max_migrations"] = new("", "balancing: {max_migrations: 1}", plan => plan.Migrations.Count > 1, plan => plan.Migrations.Count == 1),
        ["method"] = new("", "balancing: {method: cpu}", Moves, Stays, guest => guest with { CpuUsed = 0 }),
        ["mode"] = new("", "balancing: {mode: assigned}", Stays, Moves, Unused),
        ["balance_types"] = new("", "balancing: {balance_types: [ct]}", plan => plan.Migrations.Any(move => move.Kind == GuestKind.Vm), plan => plan.Migrations.Count > 0 && plan.Migrations.All(move => move.Kind == GuestKind.Container)),
        ["ignore"] = new("", "balancing: {ignore: ['101-104', '201-203']}", plan => plan.Migrations.Any(move => move.Guest != 204), plan => plan.Migrations.All(move => move.Guest == 204)),
        ["ignore_nodes"] = new("", "proxmox_cluster: {ignore_nodes: [pve2]}", plan => plan.Migrations.Any(move => move.To == "pve2"), plan => plan.Migrations.Count > 0 && plan.Migrations.All(move => move.To == "pve3")),
        ["maintenance_nodes"] = new(Calm, Calm + "\nproxmox_cluster: {maintenance_nodes: [pve1]}", Stays, plan => plan.Migrations.Select(move => move.Guest).Distinct().Count() == 8),
        ["drain_stopped"] = new(
            "proxmox_cluster: {maintenance_nodes: [pve1]}", "proxmox_cluster: {maintenance_nodes: [pve1]}\nbalancing: {drain_stopped: true}",
            plan => !Moved(plan, 101), plan => Moved(plan, 101), guest => guest.Id == 101 ? guest with { Running = false } : guest),
        ["node_resource_reserve"] = new("", "balancing: {node_resource_reserve: {pve2: {memory: 63}}}", plan => plan.Migrations.Any(move => move.To == "pve2"), plan => plan.Migrations.All(move => move.To == "pve3")),
        ["cpu_overcommit"] = new(Calm, "balancing: {balanciness: 100, cpu_overcommit: 0.5}", Stays, Moves),
        ["memory_headroom"] = new(Calm, "balancing: {balanciness: 100, memory_headroom: 50}\nproxmox_cluster: {overprovisioning: true}", Stays, Moves),
        ["overprovisioning"] = new(
            "balancing: {balanciness: 100, node_resource_reserve: {pve1: {memory: 30}}}",
            "balancing: {balanciness: 100, node_resource_reserve: {pve1: {memory: 30}}}\nproxmox_cluster: {overprovisioning: false}", Stays, Moves, Unused),
        ["enforce_pinning"] = new(
            "balancing: {goal: rules-only}", "balancing: {goal: rules-only, enforce_pinning: true}", Stays, plan => Moved(plan, 101, "pve3"), guest => guest.Id == 101 ? guest with { Tags = ["plb_pin_pve3"] } : guest),
        ["enforce_affinity"] = new(
            "balancing: {goal: rules-only}", "balancing: {goal: rules-only, enforce_affinity: true}", Stays, Moves, guest => guest.Id < 103 ? guest with { Tags = ["plb_anti_affinity_a"] } : guest),
        ["pools"] = new(
            "balancing: {goal: rules-only, enforce_pinning: true}", "balancing: {goal: rules-only, enforce_pinning: true, pools: {db: {pin: [pve3]}}}",
            Stays, plan => Moved(plan, 101, "pve3"), guest => guest.Id == 101 ? guest with { Pool = "db" } : guest),
        ["rules"] = new(Calm, Calm[..^1] + ", rules: [{type: nodeAffinity, name: home, guests: [101], nodes: [pve2]}]}", Stays, plan => Moved(plan, 101, "pve2")),
        ["node_labels"] = new(
            Calm[..^1] + ", rules: [{type: nodeAffinity, name: room, guests: [101], label: {key: room, value: b}}]}\nproxmox_cluster: {node_labels: {pve1: {room: b}}}",
            Calm[..^1] + ", rules: [{type: nodeAffinity, name: room, guests: [101], label: {key: room, value: b}}]}\nproxmox_cluster: {node_labels: {pve3: {room: b}}}",
            Stays, plan => Moved(plan, 101, "pve3")),
    };

    public static TheoryData<string> Keys => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_changes_the_plan_as_its_name_says(string key)
    {
        var (without, with, before, after, change) = Cases[key];
        var cluster = SiteClusters.OneHotNode(change);

        Assert.True(before(Plan(without, cluster)), $"Without {key} the plan is not as expected.");
        Assert.True(after(Plan(with, cluster)), $"With {key} the plan is not as expected.");
    }

    private static MigrationPlan Plan(string sections, ClusterSnapshot cluster)
    {
        using var text = new StringReader($"proxmox_api: {{hosts: [a], user: a@pam, pass: x}}\n{sections}\n");
        var configuration = ConfigurationFile.Read(text, "proxlb.yaml", _ => null);
        return new Balancer(configuration.Balancer, time: new ManualTimeProvider()).Plan(cluster);
    }

    private static bool Moves(MigrationPlan plan) => plan.Migrations.Count > 0;

    private static bool Stays(MigrationPlan plan) => plan.Migrations.Count == 0;

    private static bool Moved(MigrationPlan plan, int guest, string? to = null) => plan.Migrations.Any(move => move.Guest == guest && (to is null || move.To == to));

    private static Guest Unused(Guest guest) => guest with { MemoryUsedBytes = 1 };

    private sealed record Case(string Without, string With, Func<MigrationPlan, bool> Before, Func<MigrationPlan, bool> After, Func<Guest, Guest>? Change = null);
}
