using System.Text.Json.Nodes;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.SimulatedCluster.World.Events;
using ProxLB.SimulatedCluster.World.Load;
using ProxLB.SimulatedCluster.World.Migration;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.World;

/// <summary>A Proxmox VE cluster in memory. It changes only by requests and by <see cref="AdvanceTo"/>, so the same calls give the same world.</summary>
/// <remarks>Not safe for several threads; whoever shares one locks it.</remarks>
public sealed partial class ClusterWorld
{
    private readonly StatusDaemon _statusDaemon;
    private readonly BackupRunner _backups;
    private long _second;

    /// <summary>An empty cluster.</summary>
    /// <param name="settings">What it is like.</param>
    public ClusterWorld(WorldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Now = settings.Start;
        Tasks = new TaskRegister(this);
        Access = new AccessControl(id => Guests.GetValueOrDefault(id)?.Pool);
        Migrations = new MigrationRunner(this);
        Ha = new HaManager(this);
        _statusDaemon = new StatusDaemon(this);
        _backups = new BackupRunner(this);
    }

    /// <summary>What it is like.</summary>
    public WorldSettings Settings { get; }

    /// <summary>The Proxmox VE release.</summary>
    public ClusterVersion Version => Settings.Version;

    /// <summary>The simulated time.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Nodes by name.</summary>
    public SortedDictionary<string, SimulatedNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Guests by VMID.</summary>
    public SortedDictionary<int, SimulatedGuest> Guests { get; } = [];

    /// <summary>Storages by id.</summary>
    public SortedDictionary<string, SimulatedStorage> Storages { get; } = new(StringComparer.Ordinal);

    /// <summary>Pools by id.</summary>
    public SortedDictionary<string, SimulatedPool> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Replication jobs.</summary>
    public List<ReplicationJob> ReplicationJobs { get; } = [];

    /// <summary>Mappings of devices and directories.</summary>
    public List<ResourceMapping> Mappings { get; } = [];

    /// <summary>The datacenter's options, as <c>/cluster/options</c> returns them.</summary>
    public JsonObject Options { get; } = [];

    /// <summary>Users, tokens and rights.</summary>
    public AccessControl Access { get; }

    /// <summary>All tasks.</summary>
    public TaskRegister Tasks { get; }

    /// <summary>The migrations under way.</summary>
    public MigrationRunner Migrations { get; }

    /// <summary>The HA manager.</summary>
    public HaManager Ha { get; }

    /// <summary>Who is told of changes.</summary>
    public List<IWorldObserver> Observers { get; } = [];

    /// <summary>Whether more than half of the nodes are alive.</summary>
    public bool Quorate => Nodes.Values.Count(node => node.Alive) * 2 > Nodes.Count;

    /// <summary>Adds a node.</summary>
    /// <param name="name">Its name.</param>
    public SimulatedNode AddNode(string name)
    {
        var node = new SimulatedNode(name, Nodes.Count + 1) { Since = Now - TimeSpan.FromDays(12) };
        Nodes.Add(name, node);
        return node;
    }

    /// <summary>Adds a guest, stopped.</summary>
    /// <param name="id">Its VMID.</param>
    /// <param name="kind">Virtual machine or container.</param>
    /// <param name="node">The node it lies on.</param>
    public SimulatedGuest AddGuest(int id, GuestKind kind, string node)
    {
        var guest = new SimulatedGuest(id, kind, Nodes[node].Name) { Name = $"guest{id}" };
        Guests.Add(id, guest);
        Report(WorldEventKind.GuestChanged, id, node);
        return guest;
    }

    /// <summary>Adds a storage.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="type">Its type.</param>
    /// <param name="shared">Whether all nodes see the same data.</param>
    public SimulatedStorage AddStorage(string id, string type, bool shared)
    {
        var storage = new SimulatedStorage(id, type, shared);
        Storages.Add(id, storage);
        return storage;
    }

    /// <summary>Lets the time pass, second by second.</summary>
    /// <param name="until">Until when; an earlier time changes nothing.</param>
    public void AdvanceTo(DateTimeOffset until)
    {
        var last = (long)Math.Floor((until - Settings.Start).TotalSeconds);
        while (_second < last)
        {
            // Nothing happens between the rounds of the daemons unless a migration is under way.
            var next = Migrations.Any || _backups.Any ? _second + 1 : ((_second / 5) + 1) * 5;
            _second = Math.Min(next, last);
            Now = Settings.Start.AddSeconds(_second);
            Step();
        }
    }

    /// <summary>Lets the time pass.</summary>
    /// <param name="by">How long.</param>
    public void Advance(TimeSpan by) => AdvanceTo(Now + by);

    /// <summary>Takes the first samples and lets the HA manager look around; call it when nodes and guests are complete.</summary>
    public void Begin()
    {
        _statusDaemon.Run();
        Ha.Step(0);
    }

    internal bool IsShared(GuestVolume volume) =>
        volume.MarkedShared || (Storages.TryGetValue(volume.Storage, out var storage) && storage.Shared);

    internal SimulatedNode NodeOf(SimulatedGuest guest) => Nodes[guest.Node];

    internal void Report(WorldEventKind kind, int? guest = null, string? node = null, string? target = null, string? text = null)
    {
        var worldEvent = new WorldEvent(Now, kind, guest, node, target, text);
        foreach (var observer in Observers)
        {
            observer.OnEvent(worldEvent);
        }
    }

    private void Step()
    {
        Migrations.Step();
        _backups.Step();
        Ha.Step(_second);
        if (_second % StatusDaemon.Period == 0)
        {
            _statusDaemon.Run();
        }
    }
}
