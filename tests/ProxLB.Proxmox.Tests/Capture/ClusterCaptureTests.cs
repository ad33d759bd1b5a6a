using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Capture;

public sealed class ClusterCaptureTests
{
    [Theory]
    [InlineData("7.4-3")]
    [InlineData("8.4.1")]
    [InlineData("9.0.3")]
    [InlineData("9.2.11")]
    public async Task A_cluster_becomes_a_snapshot(string version)
    {
        using var provider = Providers.Over(Recordings.Cluster(version));

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal("lab", snapshot.Name);
        Assert.True(snapshot.Quorate);
        Assert.Equal(["pve1", "pve2", "pve3"], snapshot.Nodes.Select(node => node.Name));
        Assert.Equal([true, true, false], snapshot.Nodes.Select(node => node.Online));
        Assert.Equal([100, 101, 102], snapshot.Guests.Select(guest => guest.Id));
        Assert.Empty(snapshot.Unknown);
        Assert.All(snapshot.Guests, guest => Assert.Empty(guest.Unknown));
        Assert.Equal(version, snapshot.Nodes[0].Version);
        Assert.Equal(102400 * 1024, snapshot.MigrationBytesPerSecond);
        Assert.Equal(NativeSchedulerMode.Static, snapshot.Ha.NativeMode);
        Assert.False(snapshot.Ha.NativeAutoRebalance);
    }
}
