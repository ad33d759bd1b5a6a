using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Behaviours;

public sealed class MetricsBehaviours
{
    private const long Gibi = 1L << 30;
    private static readonly long Now = ClusterBuilder.Epoch.ToUnixTimeSeconds();

    public static TheoryData<string> Versions => Simulated.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M01_half_of_eight_cores_are_four_cores(string version)
    {
        var snapshot = await CaptureAsync(Recordings.Cluster(version + ".1"));

        Assert.Equal(1.0, Guest(snapshot, 100).CpuUsed!.Value, 6); // 0.25 of 4
        Assert.Equal(4.0, snapshot.Nodes[0].CpuUsed!.Value, 6); // 0.5 of 8
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M02_what_is_used_is_shown_as_used(string version)
    {
        var snapshot = await CaptureAsync(Recordings.Cluster(version + ".1"));

        Assert.Equal(68719476736, snapshot.Nodes[0].MemoryBytes);
        Assert.Equal(34359738368, snapshot.Nodes[0].MemoryUsedBytes);
        Assert.Equal(8.0, snapshot.Nodes[0].CpuCores);
    }

    [Theory]
    [InlineData("\"maxcpu\":4", "\"maxcpu\":\"4\"", 1.0)]
    [InlineData("\"maxcpu\":4", "\"maxcpu\":null", null)]
    [InlineData("\"maxcpu\":4", "\"maxcores\":4", null)]
    [InlineData("\"maxcpu\":4", "\"maxcpu\":\"many\"", null)]
    public async Task M03_maxcpu_as_a_string_or_missing_is_tolerated(string from, string to, double? used)
    {
        var snapshot = await CaptureAsync(Recordings.Cluster().On("GET /cluster/resources", Recordings.Resources.Replace(from, to, StringComparison.Ordinal)));

        Assert.Equal(used, Guest(snapshot, 100).CpuUsed);
        Assert.Equal(used is null ? null : 4.0, Guest(snapshot, 100).CpuCores);
    }

    [Fact]
    public async Task M04_a_zero_right_after_a_migration_is_the_last_known_figure_or_unknown()
    {
        var zero = Recordings.Resources.Replace("\"uptime\":86400,\"maxcpu\":4,\"cpu\":0.25", "\"uptime\":5,\"maxcpu\":4,\"cpu\":0", StringComparison.Ordinal);
        var fresh = await CaptureAsync(Recordings.Cluster().On("GET /cluster/resources", zero));
        Assert.Null(Guest(fresh, 100).CpuUsed);

        var cluster = Recordings.Cluster();
        using var provider = Providers.Over(cluster);
        await provider.CaptureAsync(default);
        cluster.On("GET /cluster/resources", zero);
        Assert.Equal(1.0, Guest(await provider.CaptureAsync(default), 100).CpuUsed);
    }

    [Theory]
    [InlineData("average", 0.1 + (0.9 / 60))]
    [InlineData("p95", 0.1)]
    [InlineData("maximum", 1.0)]
    public async Task M05_a_spike_in_one_of_sixty_samples_hardly_counts(string statistic, double share)
    {
        var rows = string.Join(',', Enumerable.Range(0, 60).Select(index => $$"""{"id":"qemu/100","metric":"cpu_current","type":"gauge","timestamp":{{Now - 600 + (index * 10)}},"value":{{(index == 30 ? "1.0" : "0.1")}}}"""));
        var options = Providers.Options();
        options.Measure.Statistic = statistic;

        var snapshot = await CaptureAsync(Recordings.Cluster().On("GET /cluster/metrics/export", $$"""{"data":[{{rows}}]}"""), options);

        Assert.Equal(share * 4, Guest(snapshot, 100).CpuUsed!.Value, 6);
        Assert.Equal(new Measurement { Statistic = statistic, WindowSeconds = 1800 }, snapshot.Measured);
    }

    [Theory]
    [InlineData("9.2.1", null, 20 * Gibi - 2 * Gibi)] // 1/32 of 64 GiB stays
    [InlineData("9.2.1", 8 * Gibi, 12 * Gibi)]
    [InlineData("9.2.1", 30 * Gibi, 0)]
    [InlineData("8.4.1", null, 0)] // not told by that version: all of it counts as used
    public async Task M06_the_zfs_cache_above_its_floor_is_reclaimable(string version, long? floor, long reclaimable)
    {
        var options = Providers.Options();
        options.ArcFloor = floor;
        var cluster = Recordings.Cluster(version).On("GET /nodes/pve1/rrddata", $$"""[{"time":{{Now - 60}},"memtotal":68719476736,"memused":34359738368,"arcsize":{{20 * Gibi}}},{"time":{{Now}}}]""");

        var snapshot = await CaptureAsync(cluster, options);

        Assert.Equal(reclaimable, snapshot.Nodes[0].MemoryReclaimableBytes);
        Assert.Equal(34359738368, snapshot.Nodes[0].MemoryUsedBytes);
    }

    [Fact]
    public async Task M07_a_guest_without_balloon_counts_with_what_its_host_sees()
    {
        var full = Recordings.Resources.Replace("\"mem\":5123456789,\"memhost\":8123456789", "\"mem\":8589934592,\"memhost\":3000000000", StringComparison.Ordinal);

        var snapshot = await CaptureAsync(Recordings.Cluster().On("GET /cluster/resources", full));

        Assert.Equal(3000000000, Guest(snapshot, 100).MemoryUsedBytes);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task M08_containers_are_measured_as_containers(string version)
    {
        var options = Providers.Options();
        options.Measure.Window = TimeSpan.FromHours(1);
        var cluster = Recordings.Cluster(version + ".1").On("GET /nodes/pve1/lxc/101/rrddata", $$"""[{"time":{{Now - 60}},"cpu":0.5,"maxcpu":2,"mem":1500000000}]""");

        var snapshot = await CaptureAsync(cluster, options);

        Assert.Equal(1.0, Guest(snapshot, 101).CpuUsed);
        Assert.Equal(1500000000, Guest(snapshot, 101).MemoryUsedBytes);
        Assert.DoesNotContain(cluster.Calls, call => call.Path.Contains("/qemu/101", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8.4.1", "[]")]
    [InlineData("9.2.1", "[]")]
    [InlineData("9.2.1", """[{"time":1}]""")]
    [InlineData("9.2.1", """[{"time":1,"pressurecpusome":null,"pressureiosome":"x"}]""")]
    public async Task M09_missing_pressure_is_unknown(string version, string rows)
    {
        var options = Providers.Options();
        options.ReadGuestPressure = true;
        var cluster = Recordings.Cluster(version);
        foreach (var path in (string[])["/nodes/pve1/qemu/100", "/nodes/pve1/lxc/101", "/nodes/pve2/qemu/102", "/nodes/pve1", "/nodes/pve2"])
        {
            cluster.On($"GET {path}/rrddata", rows);
        }

        var snapshot = await CaptureAsync(cluster, options);

        Assert.All(snapshot.Guests, guest => Assert.Null(guest.Pressure));
        Assert.All(snapshot.Nodes, node => Assert.Null(node.Pressure));
        Assert.Equal(1.0, Guest(snapshot, 100).CpuUsed);
    }

    [Fact]
    public async Task Pressure_is_averaged_and_its_highest_value_is_its_spike()
    {
        var options = Providers.Options();
        options.ReadGuestPressure = true;
        var rows = $$"""[{"time":{{Now - 120}},"pressurecpusome":10,"pressurecpufull":"2","pressurememorysome":0,"pressurememoryfull":0,"pressureiosome":40,"pressureiofull":30},{"time":{{Now - 60}},"pressurecpusome":30,"pressurecpufull":4,"pressurememorysome":0,"pressurememoryfull":0,"pressureiosome":60,"pressureiofull":50},{"time":{{Now}}}]""";

        var snapshot = await CaptureAsync(Recordings.Cluster().On("GET /nodes/pve1/qemu/100/rrddata", rows), options);

        Assert.Equal(
            new PressureFigures { CpuSome = 20, CpuFull = 3, MemorySome = 0, MemoryFull = 0, IoSome = 50, IoFull = 40, CpuSpikes = 4, MemorySpikes = 0, IoSpikes = 50 },
            Guest(snapshot, 100).Pressure);
    }

    [Fact]
    public async Task M10_the_metrics_of_all_guests_are_one_call()
    {
        var cluster = Recordings.Cluster().On("GET /cluster/metrics/export", """{"data":[]}""");

        await CaptureAsync(cluster);

        Assert.Single(cluster.Calls, call => call.Path == "/cluster/metrics/export");
        Assert.DoesNotContain(cluster.Calls, call => call.Path.EndsWith("rrddata", StringComparison.Ordinal) && call.Path.Contains("/qemu/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task M11_a_nodes_figure_is_the_hosts_own_use_and_its_guests()
    {
        var row = $$"""{"id":"qemu/100","metric":"cpu_current","type":"gauge","timestamp":{{Now}},"value":0.5}""";

        var snapshot = await CaptureAsync(Recordings.Cluster().On("GET /cluster/metrics/export", $$"""{"data":[{{row}}]}"""));

        // The UI shows 4 of 8 cores: 1.0 and 0.2 by guests, 2.8 by the host. Over the window the guest took 2.0.
        Assert.Equal(2.8 + 2.0 + 0.2, snapshot.Nodes[0].CpuUsed!.Value, 6);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1)]
    [InlineData(0)]
    public async Task M12_gaps_are_left_out_of_an_average(int samples)
    {
        var options = Providers.Options();
        options.Measure.Window = TimeSpan.FromHours(1);
        var rows = string.Join(',', Enumerable.Range(0, 60).Select(index => index < samples
            ? $$"""{"time":{{Now - 3540 + (index * 60)}},"cpu":0.5,"memhost":4000000000}"""
            : $$"""{"time":{{Now - 3540 + (index * 60)}}}"""));

        var snapshot = await CaptureAsync(Recordings.Cluster().On("GET /nodes/pve1/qemu/100/rrddata", $"[{rows}]"), options);

        Assert.Equal(samples > 0 ? 2.0 : 1.0, Guest(snapshot, 100).CpuUsed);
        Assert.Equal(samples > 0 ? 4000000000 : 8123456789, Guest(snapshot, 100).MemoryUsedBytes);
    }

    [Fact]
    public async Task Samples_of_a_process_that_has_just_started_are_left_out()
    {
        var options = Providers.Options();
        options.Measure.Window = TimeSpan.FromHours(1);
        var resources = Recordings.Resources.Replace("\"uptime\":86400,\"maxcpu\":4,\"cpu\":0.25", "\"uptime\":600,\"maxcpu\":4,\"cpu\":0.25", StringComparison.Ordinal);
        var rows = $$"""[{"time":{{Now - 1200}},"cpu":0.4},{"time":{{Now - 590}},"cpu":0},{"time":{{Now - 300}},"cpu":0.6}]""";

        var snapshot = await CaptureAsync(Recordings.Cluster().On("GET /cluster/resources", resources).On("GET /nodes/pve1/qemu/100/rrddata", rows), options);

        Assert.Equal(0.5 * 4, Guest(snapshot, 100).CpuUsed!.Value, 6);
    }

    private static async Task<ClusterSnapshot> CaptureAsync(RecordedCluster cluster, ProxmoxOptions? options = null)
    {
        using var provider = Providers.Over(cluster, options);
        return await provider.CaptureAsync(default);
    }

    private static Guest Guest(ClusterSnapshot snapshot, int id) => snapshot.Guests.Single(guest => guest.Id == id);
}
