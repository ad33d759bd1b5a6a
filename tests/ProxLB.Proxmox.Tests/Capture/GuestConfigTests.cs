using ProxLB.Proxmox.Capture;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Capture;

public sealed class GuestConfigTests
{
    [Theory]
    [InlineData("hostpci0", "0000:01:00.0,pcie=1", true)]
    [InlineData("usb0", "host=1234:5678", true)]
    [InlineData("usb0", "spice", false)]
    [InlineData("serial0", "socket", false)]
    [InlineData("serial0", "/dev/ttyS0", true)]
    [InlineData("parallel0", "/dev/parport0", true)]
    [InlineData("ivshmem", "size=32", true)]
    [InlineData("amd-sev", "type=std", true)]
    [InlineData("vga", "qxl", false)]
    [InlineData("vga", "std,clipboard=vnc", true)]
    [InlineData("scsi1", "/dev/sdb,size=1T", true)]
    [InlineData("scsi1", "/dev/mapper/san,shared=1", false)]
    [InlineData("ide2", "cdrom,media=cdrom", true)]
    [InlineData("ide2", "none,media=cdrom", false)]
    [InlineData("net0", "virtio=AA:BB,bridge=vmbr0", false)]
    public void A_virtual_machine_is_bound_by_what_stands_on_its_host(string key, string value, bool bound) =>
        Assert.Equal(bound ? [key] : [], GuestConfig.Parse(new Dictionary<string, string> { [key] = value }, isContainer: false).LocalResources);

    [Theory]
    [InlineData("mp0", "/srv,mp=/srv", true)]
    [InlineData("mp0", "/srv,mp=/srv,shared=1", false)]
    [InlineData("mp0", "local-lvm:vm-1-disk-1,mp=/data,size=4G", false)]
    [InlineData("dev0", "/dev/dri/renderD128", true)]
    public void A_container_is_bound_by_what_stands_on_its_host(string key, string value, bool bound) =>
        Assert.Equal(bound ? [key] : [], GuestConfig.Parse(new Dictionary<string, string> { [key] = value }, isContainer: true).LocalResources);

    [Fact]
    public void Volumes_and_cpu_are_read()
    {
        var config = GuestConfig.Parse(
            new Dictionary<string, string>
            {
                ["scsi0"] = "local-lvm:vm-100-disk-0,size=32G,discard=on",
                ["efidisk0"] = "local-lvm:vm-100-disk-1,size=528K",
                ["ide2"] = "local:iso/debian.iso,media=cdrom,size=600M",
                ["ide0"] = "ceph:vm-100-cloudinit,media=cdrom,size=4M",
                ["unused0"] = "local-lvm:vm-100-disk-9",
                ["cpu"] = "x86-64-v2-AES,flags=+aes;-pcid;+avx",
                ["hostpci0"] = "mapping=gpu,pcie=1",
            },
            isContainer: false);

        Assert.Equal(
            [new("efidisk0", "local-lvm", 528 << 10, false, false), new("ide0", "ceph", 4 << 20, false, false), new("ide2", "local", 600 << 20, true, false), new("scsi0", "local-lvm", 32L << 30, false, false), new("unused0", "local-lvm", null, false, false)],
            config.Volumes);
        Assert.Equal("x86-64-v2-AES", config.CpuType);
        Assert.Equal(["aes", "avx"], config.CpuFlags);
        Assert.Equal([new MappedResource("hostpci0", "pci", "gpu")], config.Mapped);
        Assert.Empty(config.LocalResources);
    }

    /// <summary>Proxmox writes no size until the first migration. An image of somebody's with such a name is an image.</summary>
    [Theory]
    [InlineData("local-lvm:vm-100-cloudinit,media=cdrom", 4L << 20, false)]
    [InlineData("dir:100/vm-100-cloudinit.qcow2,media=cdrom", 4L << 20, false)]
    [InlineData("local-lvm:vm-100-cloudinit,media=cdrom,size=8M", 8L << 20, false)]
    [InlineData("local:iso/my-cloudinit.iso,media=cdrom", null, true)]
    public void The_drive_of_cloud_init_is_a_small_disk(string value, long? bytes, bool isImage)
    {
        var volume = Assert.Single(GuestConfig.Parse(new Dictionary<string, string> { ["ide2"] = value }, isContainer: false).Volumes);

        Assert.Equal((bytes, isImage), (volume.Bytes, volume.IsImage));
    }

    [Fact]
    public async Task Disks_resources_and_mappings_become_facts()
    {
        var cluster = Recordings.Cluster()
            .On("GET /nodes/pve1/qemu/100/config", """{"scsi0":"local-lvm:vm-100-disk-0,size=32G","ide2":"local-lvm:iso/x.iso,media=cdrom","hostpci0":"mapping=gpu","usb0":"host=1:2"}""")
            .On("GET /nodes/pve2/qemu/102/config", """{"unused0":"local-lvm:vm-102-disk-7","scsi0":"ceph:vm-102-disk-0,size=8G","virtiofs0":"share,cache=auto"}""")
            .On("GET /cluster/mapping/pci", """[{"id":"gpu","map":["node=pve1,path=0000:01:00.0","node=pve2,path=0000:02:00.0"],"live-migration-capable":1}]""");
        using var provider = Providers.Over(cluster);

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal([new Core.Cluster.GuestDisk("local-lvm", 32L << 30)], snapshot.Guests[0].Disks);
        Assert.Equal(["usb0", "ide2"], snapshot.Guests[0].LocalResources);
        Assert.Equal("pve3", Assert.Single(snapshot.Guests[0].ForbiddenNodes).Node);
        Assert.Equal(["mp0"], snapshot.Guests[1].LocalResources);
        Assert.Equal(["disks", "mappings"], snapshot.Guests[2].Unknown); // a size and a mapping that nobody tells
        Assert.Equal(4000, snapshot.Storages.Single(storage => storage.Id == "local-lvm").Free["pve1"]);
        Assert.True(snapshot.Storages.Single(storage => storage.Id == "ceph").Shared);
        Assert.Equal(80, snapshot.Storages.Single(storage => storage.Id == "ceph").FreeBytes);
        Assert.Equal((5000, 1000), (snapshot.Nodes[0].DiskBytes, snapshot.Nodes[0].DiskUsedBytes));
    }

    [Fact]
    public async Task A_configuration_is_read_again_when_its_row_changes_or_it_has_grown_old()
    {
        var time = new ManualTimeProvider();
        var cluster = Recordings.Cluster();
        using var provider = Providers.Over(cluster, time: time);
        int Reads() => cluster.Calls.Count(call => call.Path.EndsWith("/config", StringComparison.Ordinal));

        await provider.CaptureAsync(default);
        Assert.Equal(3, Reads());
        await provider.CaptureAsync(default);
        Assert.Equal(3, Reads());
        cluster.On("GET /cluster/resources", Recordings.Resources.Replace("\"tags\":\"prod;db\"", "\"tags\":\"prod;db;new\"", StringComparison.Ordinal));
        Assert.Equal(["prod", "db", "new"], (await provider.CaptureAsync(default)).Guests[0].Tags);
        Assert.Equal(4, Reads());
        time.Advance(TimeSpan.FromMinutes(11));
        await provider.CaptureAsync(default);
        Assert.Equal(7, Reads());
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_keeps_its_guest_where_it_is()
    {
        var log = new LogSink();
        using var provider = Providers.Over(Recordings.Cluster().On("GET /nodes/pve1/qemu/100/config", _ => RecordedCluster.Error(403, "Permission check failed (/vms/100, VM.Audit)")), loggers: log);

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal(["config"], snapshot.Guests[0].Unknown);
        Assert.Empty(snapshot.Guests[1].Unknown);
        Assert.Contains("VM 100 (db1)", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replication_and_past_and_present_moves_are_read()
    {
        var cluster = Recordings.Cluster()
            .On("GET /cluster/replication", """[{"id":"100-0","guest":100,"target":"pve2","type":"local"},{"id":"100-1","guest":"100","target":"pve3","remove_job":"full"}]""")
            .On("GET /cluster/tasks", $$"""[{"upid":"{{RecordedMigration.Upid}}","node":"pve1","type":"qmigrate","id":"100","starttime":1700000000},{"upid":"u","node":"pve1","type":"vzmigrate","id":"101","starttime":1700000000,"endtime":1700000060,"status":"OK"},{"upid":"v","node":"pve1","type":"vzmigrate","id":"101","starttime":1700000100,"endtime":1700000160,"status":"migration aborted"}]""")
            .WithLog(RecordedMigration.Upid, """[{"n":1,"t":"2024-09-22 23:01:06 starting migration of VM 100 to node 'pve2' (10.0.0.2)"}]""");
        using var provider = Providers.Over(cluster);

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal(["pve2"], snapshot.Guests[0].ReplicatedTo);
        Assert.Equal("pve2", snapshot.Guests[0].MigratingTo);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000060), snapshot.Guests[1].LastMovedAt);
    }
}
