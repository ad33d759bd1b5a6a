using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Behaviours;

public sealed class MaintenanceBehaviours
{
    private const string InMaintenance = """{"manager_status":{"master_node":"pve1","timestamp":1727046066,"node_status":{"pve1":"online","pve2":"maintenance"},"node_request":{"pve2":{"maintenance":1}},"service_status":{}}}""";

    public static TheoryData<string> Versions => Simulated.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task D01_a_node_in_ha_maintenance_is_recognised_though_it_is_online(string version)
    {
        using var provider = Providers.Over(Recordings.Cluster(version + ".1").On("GET /cluster/ha/status/manager_status", InMaintenance));

        var node = (await provider.CaptureAsync(default)).Nodes.Single(node => node.Name == "pve2");

        Assert.True(node.Online);
        Assert.True(node.Maintenance);
        Assert.Equal(HaNodeStatus.Maintenance, node.HaStatus);
    }

    [Fact]
    public async Task D01_a_maintenance_that_is_only_requested_counts()
    {
        var requested = InMaintenance.Replace("\"pve2\":\"maintenance\"", "\"pve2\":\"online\"", StringComparison.Ordinal);
        using var provider = Providers.Over(Recordings.Cluster().On("GET /cluster/ha/status/manager_status", requested));

        Assert.True((await provider.CaptureAsync(default)).Nodes.Single(node => node.Name == "pve2").Maintenance);
    }

    [Fact]
    public async Task D02_a_restarted_program_sees_the_maintenance_again()
    {
        var cluster = Recordings.Cluster().On("GET /cluster/ha/status/manager_status", InMaintenance);
        for (var start = 0; start < 2; start++)
        {
            using var provider = Providers.Over(cluster);
            Assert.True((await provider.CaptureAsync(default)).Nodes.Single(node => node.Name == "pve2").Maintenance);
        }
    }

    [Fact]
    public async Task D03_a_failed_reading_keeps_the_last_known_maintenance_and_no_guest_moves()
    {
        var resources = Recordings.Resources.Replace(",\"hastate\":\"online\"", "", StringComparison.Ordinal);
        var cluster = Recordings.Cluster().On("GET /cluster/resources", resources).On("GET /cluster/ha/status/manager_status", InMaintenance);
        using var provider = Providers.Over(cluster);
        await provider.CaptureAsync(default);
        cluster.On("GET /cluster/ha/status/manager_status", _ => RecordedCluster.Error(500, "got timeout"));

        var snapshot = await provider.CaptureAsync(default);

        Assert.True(snapshot.Nodes.Single(node => node.Name == "pve2").Maintenance);
        Assert.Contains("ha", snapshot.Unknown);
    }

    [Fact]
    public async Task D04_a_maintenance_node_that_is_switched_off_stops_nothing()
    {
        var gone = InMaintenance.Replace("\"pve2\":\"maintenance\"", "\"pve2\":\"online\",\"pve3\":\"maintenance\"", StringComparison.Ordinal);
        using var provider = Providers.Over(Recordings.Cluster().On("GET /cluster/ha/status/manager_status", gone));

        var snapshot = await provider.CaptureAsync(default);

        var node = snapshot.Nodes.Single(node => node.Name == "pve3");
        Assert.False(node.Online);
        Assert.True(node.Maintenance);
        Assert.Equal(3, snapshot.Guests.Count);
    }
}
