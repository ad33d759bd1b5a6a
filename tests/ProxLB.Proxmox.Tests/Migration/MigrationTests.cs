using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Migration;

public sealed class MigrationTests
{
    private static ClusterSnapshot Cluster => new ClusterBuilder()
        .Node("pve1").Node("pve2").Node("pve3")
        .SharedStorage("ceph").LocalStorage("local-lvm", ("pve1", 500), ("pve2", 500), ("pve3", 500))
        .Guest(100, "pve1", memoryGiB: 8).Container(101, "pve1").StoppedGuest(102, "pve1")
        .Build();

    [Theory]
    [MemberData(nameof(Simulated.Versions), MemberType = typeof(Simulated))]
    public async Task Every_kind_of_guest_arrives(string version)
    {
        await using var simulated = await Simulated.StartAsync(version, Cluster);
        var snapshot = await simulated.Provider.CaptureAsync(default);
        Assert.Equal([100, 101, 102], snapshot.Guests.Select(guest => guest.Id));

        foreach (var guest in snapshot.Guests)
        {
            var ticket = await simulated.Provider.StartMigrationAsync(Simulated.Request(guest, "pve2"), default);
            var status = await simulated.FollowAsync(ticket);

            Assert.Equal(MigrationState.Ended, status.State);
            Assert.Equal("pve2", status.Node);
            Assert.Null(status.Error);
        }

        Assert.All((await simulated.Provider.CaptureAsync(default)).Guests, guest => Assert.Equal("pve2", guest.Node));
    }
}
