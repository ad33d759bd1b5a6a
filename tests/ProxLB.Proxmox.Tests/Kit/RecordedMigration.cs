using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>What a recorded cluster answers around a migration of one of its guests.</summary>
internal static class RecordedMigration
{
    public const string Upid = "UPID:pve1:000C1A2B:0A1B2C3D:66F0A1B2:qmigrate:100:lb@pve!bal:";
    public const string HaUpid = "UPID:pve2:000C1A2B:0A1B2C3D:66F0A1B2:hamigrate:102:lb@pve!bal:";
    public const string WorkerUpid = "UPID:pve2:000C1A2C:0A1B2C3E:66F0A1B8:qmigrate:102:root@pam:";
    public const long Started = 0x66F0A1B2;

    public static MigrationRequest Vm { get; } = new() { Guest = 100, Kind = GuestKind.Vm, From = "pve1", To = "pve2" };

    public static MigrationRequest Container { get; } = new() { Guest = 101, Kind = GuestKind.Container, From = "pve1", To = "pve2", Mode = MigrationMode.Restart };

    public static MigrationRequest Ha { get; } = new() { Guest = 102, Kind = GuestKind.Vm, From = "pve2", To = "pve1", Ha = true };

    public static MigrationTicket Ticket { get; } = new() { Request = Vm, Task = Upid, StartedAt = DateTimeOffset.FromUnixTimeSeconds(Started) };

    public static MigrationTicket HaTicket { get; } = new() { Request = Ha, Task = HaUpid, StartedAt = DateTimeOffset.FromUnixTimeSeconds(Started) };

    public static RecordedCluster Cluster(string version = "9.2.11") => Recordings.Cluster(version)
        .On("GET /nodes/pve1/qemu/100/migrate", """{"running":1,"allowed_nodes":["pve2","pve3"],"not_allowed_nodes":{"pve2":{}},"local_disks":[],"local_resources":[],"has-dbus-vmstate":1}""")
        .On("GET /nodes/pve1/lxc/101/migrate", """{"running":1,"allowed-nodes":["pve2"],"not-allowed-nodes":{}}""")
        .On("GET /nodes/pve2/qemu/102/migrate", """{"running":1,"allowed_nodes":["pve1"],"not_allowed_nodes":{}}""")
        .On("POST /nodes/pve1/qemu/100/migrate", $"\"{Upid}\"")
        .On("POST /nodes/pve1/lxc/101/migrate", "\"UPID:pve1:000C1A2B:0A1B2C3D:66F0A1B2:vzmigrate:101:lb@pve!bal:\"")
        .On("POST /nodes/pve2/qemu/102/migrate", $"\"{HaUpid}\"");

    public static RecordedCluster WithTask(this RecordedCluster cluster, string upid, string status) =>
        cluster.On($"GET /nodes/{upid.Split(':')[1]}/tasks/{Uri.EscapeDataString(upid)}/status", status);

    public static RecordedCluster WithLog(this RecordedCluster cluster, string upid, string lines) =>
        cluster.On($"GET /nodes/{upid.Split(':')[1]}/tasks/{Uri.EscapeDataString(upid)}/log", lines);

    /// <summary>Lets a guest be on another node, and perhaps locked.</summary>
    public static RecordedCluster WithGuestOn(this RecordedCluster cluster, int guest, string from, string to, string? locked = null) => cluster.On("GET /cluster/resources",
        Recordings.Resources.Replace($"\"vmid\":{guest},\"node\":\"{from}\"", $"\"vmid\":{guest},\"node\":\"{to}\"{(locked is null ? "" : $",\"lock\":\"{locked}\"")}", StringComparison.Ordinal));

    /// <summary>Lets the HA manager say what it does with VM 102.</summary>
    public static RecordedCluster WithService(this RecordedCluster cluster, long time, string service) => cluster.On("GET /cluster/ha/status/manager_status",
        $$"""{"manager_status":{"master_node":"pve1","timestamp":{{time}},"node_status":{"pve1":"online","pve2":"online"},"service_status":{"vm:102":{{service}} } } }""");
}
