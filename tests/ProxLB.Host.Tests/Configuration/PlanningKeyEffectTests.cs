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
        ["balancing.balanciness"] = new("", "balancing: {balanciness: 80}", Moves, Stays),
        ["balancing.memory_threshold"] = new("", "balancing: {memory_threshold: 90}", Moves, Stays),
        ["balancing.goal"] = new("", "balancing: {goal: rules-only}", Moves, Stays),
        ["balancing.max_migrations"] = new("", "balancing: {max_migrations: 1}", plan => plan.Migrations.Count > 1, plan => plan.Migrations.Count == 1),
        ["balancing.method"] = new("", "balancing: {method: cpu}", Moves, Stays, guest => guest with { CpuUsed = 0 }),
        ["balancing.mode"] = new("", "balancing: {mode: assigned}", Stays, Moves, Unused),
        ["balancing.balance_types"] = new("", "balancing: {balance_types: [ct]}", plan => plan.Migrations.Any(move => move.Kind == GuestKind.Vm), plan => plan.Migrations.Count > 0 && plan.Migrations.All(move => move.Kind == GuestKind.Container)),
        ["balancing.ignore"] = new("", "balancing: {ignore: ['101-104', '201-203']}", plan => plan.Migrations.Any(move => move.Guest != 204), plan => plan.Migrations.All(move => move.Guest == 204)),
        ["proxmox_cluster.ignore_nodes"] = new("", "proxmox_cluster: {ignore_nodes: [pve2]}", plan => plan.Migrations.Any(move => move.To == "pve2"), plan => plan.Migrations.Count > 0 && plan.Migrations.All(move => move.To == "pve3")),
        ["proxmox_cluster.maintenance_nodes"] = new(Calm, Calm + "\nproxmox_cluster: {maintenance_nodes: [pve1]}", Stays, plan => plan.Migrations.Select(move => move.Guest).Distinct().Count() == 8),
        ["balancing.drain_stopped"] = new(
            "proxmox_cluster: {maintenance_nodes: [pve1]}", "proxmox_cluster: {maintenance_nodes: [pve1]}\nbalancing: {drain_stopped: true}",
            plan => !Moved(plan, 101), plan => Moved(plan, 101), guest => guest.Id == 101 ? guest with { Running = false } : guest),
        ["balancing.node_resource_reserve"] = new("", "balancing: {node_resource_reserve: {pve2: {memory: 63}}}", plan => plan.Migrations.Any(move => move.To == "pve2"), plan => plan.Migrations.All(move => move.To == "pve3")),
        ["balancing.cpu_overcommit"] = new(Calm, "balancing: {balanciness: 100, cpu_overcommit: 0.5}", Stays, Moves),
        ["balancing.memory_headroom"] = new(Calm, "balancing: {balanciness: 100, memory_headroom: 50}\nproxmox_cluster: {overprovisioning: true}", Stays, Moves),
        ["proxmox_cluster.overprovisioning"] = new(
            "balancing: {balanciness: 100, node_resource_reserve: {pve1: {memory: 30}}}",
            "balancing: {balanciness: 100, node_resource_reserve: {pve1: {memory: 30}}}\nproxmox_cluster: {overprovisioning: false}", Stays, Moves, Unused),
        ["balancing.enforce_pinning"] = new(
            "balancing: {goal: rules-only}", "balancing: {goal: rules-only, enforce_pinning: true}", Stays, plan => Moved(plan, 101, "pve3"), guest => guest.Id == 101 ? guest with { Tags = ["plb_pin_pve3"] } : guest),
        ["balancing.enforce_affinity"] = new(
            "balancing: {goal: rules-only}", "balancing: {goal: rules-only, enforce_affinity: true}", Stays, Moves, guest => guest.Id < 103 ? guest with { Tags = ["plb_anti_affinity_a"] } : guest),
        ["balancing.pools"] = new(
            "balancing: {goal: rules-only, enforce_pinning: true}", "balancing: {goal: rules-only, enforce_pinning: true, pools: {db: {pin: [pve3]}}}",
            Stays, plan => Moved(plan, 101, "pve3"), guest => guest.Id == 101 ? guest with { Pool = "db" } : guest),
        ["balancing.rules"] = new(Calm, Calm[..^1] + ", rules: [{type: nodeAffinity, name: home, guests: [101], nodes: [pve2]}]}", Stays, plan => Moved(plan, 101, "pve2")),
        ["proxmox_cluster.node_labels"] = new(
            Calm[..^1] + ", rules: [{type: nodeAffinity, name: room, guests: [101], label: {key: room, value: b}}]}\nproxmox_cluster: {node_labels: {pve1: {room: b}}}",
            Calm[..^1] + ", rules: [{type: nodeAffinity, name: room, guests: [101], label: {key: room, value: b}}]}\nproxmox_cluster: {node_labels: {pve3: {room: b}}}",
            Stays, plan => Moved(plan, 101, "pve3")),
        ["balancing.cpu_threshold"] = new("balancing: {method: cpu}", "balancing: {method: cpu, cpu_threshold: 90}", Moves, Stays),
        ["balancing.disk_threshold"] = new("balancing: {method: disk}", "balancing: {method: disk, disk_threshold: 90}", Moves, Stays) { Cluster = FullDisk },
        ["balancing.minimum_gain"] = new("balancing: {balanciness: 0}", "balancing: {balanciness: 0, minimum_gain: 100}", Moves, Stays),
        ["balancing.balance_larger_guests_first"] = new(
            "proxmox_cluster: {maintenance_nodes: [pve1]}", "proxmox_cluster: {maintenance_nodes: [pve1]}\nbalancing: {balance_larger_guests_first: true}",
            plan => plan.Migrations[0].Guest == 101, plan => plan.Migrations[0].Guest == 103,
            guest => guest.Id == 103 ? guest with { MemoryBytes = 7L << 30, MemoryUsedBytes = 7L << 30 } : guest),
        ["balancing.migration_overhead"] = new(
            "", "balancing: {migration_overhead: 100 GiB}",
            plan => Moves(plan) && plan.Migrations.All(move => move.CostBytes < 100L << 30), plan => Moves(plan) && plan.Migrations.All(move => move.CostBytes >= 100L << 30)),
        ["balancing.container_restart_cost"] = new(
            "balancing: {balance_types: [ct]}", "balancing: {balance_types: [ct], container_restart_cost: 100 GiB}",
            plan => Moves(plan) && plan.Migrations.All(move => move.CostBytes < 100L << 30), plan => Moves(plan) && plan.Migrations.All(move => move.CostBytes >= 100L << 30)),
        ["balancing.psi"] = new(
            "balancing: {mode: psi, psi: {nodes: {memory: {pressure_some: 90}}}}", "balancing: {mode: psi, psi: {nodes: {memory: {pressure_some: 30}}, guests: {memory: {pressure_some: 19}}}}",
            Stays, plan => plan.Migrations.Count == 1 && Moved(plan, 102, "pve2"))
        {
            Cluster = Pressed,
        },
        ["balancing.survive_node_loss"] = new(
            "balancing: {goal: best}", "balancing: {goal: best, survive_node_loss: 1}",
            plan => plan.Migrations.Count(move => move.To == "pve3") > 2, plan => plan.Migrations.Count(move => move.To == "pve3") <= 2)
        {
            Cluster = OneGap,
        },
        ["balancing.storage_map"] = new("", "balancing: {storage_map: {local-zfs: local-lvm}}", Stays, Moves) { Cluster = OtherStorage },
        ["balancing.ha_ownership"] = new("balancing: {ha_ownership: native}", "balancing: {ha_ownership: proxlb}", Stays, Moves) { Cluster = NativelyBalanced },
        ["balancing.drain_ignores_pins"] = new(
            "balancing: {enforce_pinning: true}\nproxmox_cluster: {maintenance_nodes: [pve1]}", "balancing: {enforce_pinning: true, drain_ignores_pins: true}\nproxmox_cluster: {maintenance_nodes: [pve1]}",
            plan => Moves(plan) && !Moved(plan, 101), plan => Moved(plan, 101), guest => guest.Id == 101 ? guest with { Tags = ["plb_pin_pve1"] } : guest),
        ["balancing.time_budget"] = new(
            "balancing: {goal: best}", "balancing: {goal: best, time_budget: 1s}",
            plan => plan.StoppedBy != StopReason.Time, plan => plan.StoppedBy == StopReason.Time)
        {
            Clock = () => new SteppingTimeProvider(TimeSpan.FromSeconds(0.5)),
        },
    };

    public static TheoryData<string> Keys => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_changes_the_plan_as_its_name_says(string key)
    {
        var (without, with, before, after, change) = Cases[key];
        var cluster = Cases[key].Cluster?.Invoke() ?? SiteClusters.OneHotNode(change);

        AssertHolds(before, Plan(without, cluster, Cases[key].Clock()), $"Without {key}");
        AssertHolds(after, Plan(with, cluster, Cases[key].Clock()), $"With {key}");
    }

    [Fact]
    [ShowsEffectOf("balancing.seed")]
    public void A_seed_makes_a_plan_repeatable_and_another_seed_may_find_another_plan()
    {
        var cluster = ClusterGenerator.Create(new() { Nodes = 12, Guests = 240, Seed = 4 });
        var plans = Enumerable.Range(1, 6).Select(seed => Moves(seed)).ToList();

        Assert.Equal(plans, Enumerable.Range(1, 6).Select(seed => Moves(seed)));
        Assert.NotEqual(1, plans.Distinct(StringComparer.Ordinal).Count());

        string Moves(int seed) => string.Join(' ', Plan($"balancing: {{goal: best, seed: {seed}}}", cluster, new ManualTimeProvider()).Migrations.Select(move => $"{move.Guest}>{move.To}"));
    }

    /// <summary>The keys that are tried here.</summary>
    internal static IEnumerable<string> Shown => Cases.Keys;

    private static void AssertHolds(Func<MigrationPlan, bool> expected, MigrationPlan plan, string when) =>
        Assert.True(expected(plan), $"{when} the plan is not as expected: {plan.Status}, {string.Join(", ", plan.Migrations.Select(move => $"{move.Guest} {move.From} -> {move.To}"))}");

    private static MigrationPlan Plan(string sections, ClusterSnapshot cluster, TimeProvider time)
    {
        using var text = new StringReader($"proxmox_api: {{hosts: [a], user: a@pam, pass: x}}\n{sections}\n");
        var configuration = ConfigurationFile.Read(text, "proxlb.yaml", _ => null);
        return new Balancer(configuration.Balancer, time: time).Plan(cluster);
    }

    private static bool Moves(MigrationPlan plan) => plan.Migrations.Count > 0;

    private static bool Stays(MigrationPlan plan) => plan.Migrations.Count == 0;

    private static bool Moved(MigrationPlan plan, int guest, string? to = null) => plan.Migrations.Any(move => move.Guest == guest && (to is null || move.To == to));

    private static Guest Unused(Guest guest) => guest with { MemoryUsedBytes = 1 };

    private static ClusterSnapshot FullDisk() => new ClusterBuilder()
        .Node("pve1", with: node => node with { DiskBytes = 100L << 30, DiskUsedBytes = 85L << 30 })
        .Node("pve2", with: node => node with { DiskBytes = 100L << 30, DiskUsedBytes = 5L << 30 })
        .LocalStorage("local-lvm", ("pve1", 15), ("pve2", 95))
        .Guest(101, "pve1").Disk("local-lvm", 20).Guest(102, "pve1").Disk("local-lvm", 20).Guest(103, "pve1").Disk("local-lvm", 20)
        .Build();

    private static ClusterSnapshot Pressed() => new ClusterBuilder()
        .Node("pve1", with: node => node with { Pressure = new PressureFigures { MemorySome = 40 } })
        .Node("pve2", with: node => node with { Pressure = new PressureFigures { MemorySome = 2 } })
        .Guest(101, "pve1", with: guest => guest with { Pressure = new PressureFigures { MemorySome = 18 } })
        .Guest(102, "pve1", with: guest => guest with { Pressure = new PressureFigures { MemorySome = 20 } })
        .Build();

    /// <summary>Only pve3 has room for the large guest if its node is lost.</summary>
    private static ClusterSnapshot OneGap() => new ClusterBuilder().Nodes(["pve1", "pve2", "pve3"]).HaGuest(101, "pve1", 40, tags: "plb_ignore").Guests(201, 6, "pve2", 9).Build();

    private static ClusterSnapshot OtherStorage() => new ClusterBuilder().Nodes(["pve1", "pve2"])
        .Storage(new ClusterStorage { Id = "local-zfs", Shared = false, Nodes = ["pve1"] }).Storage(new ClusterStorage { Id = "local-lvm", Shared = false, Nodes = ["pve2"], Free = new Dictionary<string, long> { ["pve2"] = 500L << 30 } })
        .Guest(101, "pve1", 12).Disk("local-zfs", 20).Guest(102, "pve1", 12).Disk("local-zfs", 20)
        .Build();

    private static ClusterSnapshot NativelyBalanced() => new ClusterBuilder().Nodes(["pve1", "pve2"])
        .HaGuest(101, "pve1", 12).HaGuest(102, "pve1", 12)
        .Ha(ha => ha with { NativeAutoRebalance = true, NativeMode = NativeSchedulerMode.Dynamic, ManagerActive = true })
        .Build();

    private sealed record Case(string Without, string With, Func<MigrationPlan, bool> Before, Func<MigrationPlan, bool> After, Func<Guest, Guest>? Change = null)
    {
        /// <summary>Another cluster than the hot node.</summary>
        public Func<ClusterSnapshot>? Cluster { get; init; }

        /// <summary>The clock of the planner.</summary>
        public Func<TimeProvider> Clock { get; init; } = () => new ManualTimeProvider();
    }
}
