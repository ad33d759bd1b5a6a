using ProxLB.Core.Cluster;

namespace ProxLB.Core.Tests.Serialization;

/// <summary>A snapshot in which every property of every record has a value that is not its default.</summary>
internal static class FullSnapshot
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 22, 8, 30, 15, 250, TimeSpan.Zero);

    public static ClusterSnapshot Create() => new()
    {
        Name = "Würzburg",
        CapturedAt = Moment,
        Quorate = false,
        Unknown = ["ha"],
        MigrationBytesPerSecond = 125_000_000,
        Measured = new Measurement { Statistic = "p95", WindowSeconds = 3600 },
        Nodes = [Node(), new ClusterNode { Name = "pve2", Online = false }],
        Storages = [Storage(), new ClusterStorage { Id = "ceph", Shared = true, Nodes = [] }],
        Guests = [Guest(), new Guest { Id = 101, Node = "pve2", Running = null }],
        Rules = [Rule()],
        Ha = Ha(),
    };

    private static ClusterNode Node() => new()
    {
        Name = "pve1",
        Online = true,
        Maintenance = true,
        Version = "9.2.11",
        CpuCores = 15.5,
        CpuUsed = 0.1,
        MemoryBytes = (1L << 53) + 1,
        MemoryUsedBytes = 0,
        MemoryReclaimableBytes = (1L << 53) + 3,
        DiskBytes = 4_294_967_296_000,
        DiskUsedBytes = 17,
        Pressure = Pressure(),
        CpuModel = "AMD EPYC \"9354\"",
        CpuFlags = ["aes", "avx2"],
        Labels = new Dictionary<string, string> { ["room"] = "a", ["rack"] = "" },
        HaStatus = HaNodeStatus.Fence,
        Measures = new Dictionary<string, double> { ["watts"] = 350.25 },
        Unknown = ["version"],
    };

    private static PressureFigures Pressure() => new()
    {
        CpuSome = 1.5,
        CpuFull = 0,
        MemorySome = 100,
        MemoryFull = 2.25,
        IoSome = 3,
        IoFull = 4,
        CpuSpikes = 5,
        MemorySpikes = 6,
        IoSpikes = 7,
    };

    private static ClusterStorage Storage() => new()
    {
        Id = "local-lvm",
        Shared = false,
        Nodes = ["pve1"],
        Free = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase) { ["pve1"] = 214_748_364_800 },
        Content = ["images", "rootdir"],
        Type = "lvmthin",
        FreeBytes = 12,
    };

    private static Guest Guest() => new()
    {
        Id = 100,
        Kind = GuestKind.Container,
        Name = "db<1>",
        Node = "pve1",
        Running = false,
        Template = true,
        Lock = "backup",
        CpuCores = 8,
        CpuUsed = 3.2,
        MemoryBytes = 34_359_738_368,
        MemoryUsedBytes = 32_212_254_720,
        Disks = [new GuestDisk("local-lvm", 85_899_345_920), new GuestDisk("ceph", 0)],
        Pressure = Pressure(),
        Priority = GuestPriority.High,
        Tags = ["plb_affinity_web", "prod"],
        Pool = "customers",
        CpuType = "host",
        CpuFlags = ["aes"],
        LocalResources = ["hostpci0"],
        ReplicatedTo = ["pve2"],
        LastMovedAt = Moment.AddHours(-1),
        HaState = "started",
        HaStatus = "migrate",
        HaGroup = "group1",
        HaFailback = false,
        HaAutoRebalance = false,
        HaPending = new HaPendingMotion("migrate", "pve2"),
        HaMaintenanceNode = "pve2",
        HaFailedNodes = ["pve3"],
        Labels = new Dictionary<string, string> { ["owner"] = "ops" },
        Measures = new Dictionary<string, double> { ["licences"] = 2 },
        Unknown = ["disks"],
        ForbiddenNodes = [new ForbiddenNode("pve2", "no such device")],
        MigratingTo = "pve2",
        CooldownUntil = Moment.AddHours(1),
        BarredNodes = ["pve4"],
    };

    private static PlacementRule Rule() => new()
    {
        Type = RuleType.AntiAffinity,
        Name = "apart",
        Guests = [100, 101],
        OtherGuests = [999],
        Nodes = [new NodePreference("pve1", -2)],
        Required = false,
        SpreadBy = "room",
        Origin = RuleOrigin.Pool,
        Weight = 2.5,
        Label = new NodeLabel("room", "a"),
        ExceptMaintenance = true,
    };

    private static HaFacts Ha() => new()
    {
        NativeMode = NativeSchedulerMode.Dynamic,
        NativeAutoRebalance = true,
        Groups = [new HaGroup { Name = "group1", Nodes = [new NodePreference("pve1", 5)], Restricted = true, NoFailback = true }],
        Rules =
        [
            new HaRule
            {
                Name = "rule1",
                Type = HaRuleType.ResourceAffinity,
                Guests = [100],
                Affinity = HaAffinity.Negative,
                Nodes = [new NodePreference("pve1", 1)],
                Strict = true,
                Disabled = true,
                Errors = ["too few resources"],
            },
        ],
        ManagerActive = true,
        Armed = HaArmedState.Disarmed,
        DisarmedMode = HaDisarmedMode.Ignore,
        NativeThresholdPercent = 20,
        NativeMarginPercent = 5,
        NativeMethod = NativeRebalanceMethod.Topsis,
    };
}
