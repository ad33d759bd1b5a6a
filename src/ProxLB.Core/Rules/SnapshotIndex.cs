using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Dense numbers for the guests and nodes of a snapshot: their positions in its lists.</summary>
internal sealed class SnapshotIndex
{
    private readonly Dictionary<int, int> _guestOf;
    private readonly Dictionary<string, int> _nodeOf;
    private readonly int[] _byVmid;
    private readonly int[] _home;

    public SnapshotIndex(ClusterSnapshot snapshot)
    {
        Snapshot = snapshot;
        var guests = snapshot.Guests;
        var nodes = snapshot.Nodes;
        _nodeOf = new Dictionary<string, int>(nodes.Count, StringComparer.OrdinalIgnoreCase);
        for (var node = 0; node < nodes.Count; node++)
        {
            _nodeOf.TryAdd(nodes[node].Name, node);
        }

        _guestOf = new Dictionary<int, int>(guests.Count);
        _byVmid = new int[guests.Count];
        _home = new int[guests.Count];
        var vmids = new int[guests.Count];
        for (var guest = 0; guest < guests.Count; guest++)
        {
            _guestOf.TryAdd(guests[guest].Id, guest);
            _byVmid[guest] = guest;
            _home[guest] = Node(guests[guest].Node);
            vmids[guest] = guests[guest].Id;
        }

        Array.Sort(vmids, _byVmid);
    }

    public ClusterSnapshot Snapshot { get; }

    public int GuestCount => _byVmid.Length;

    public int NodeCount => Snapshot.Nodes.Count;

    /// <summary>All guests in the order of their VMIDs, so that what is derived does not depend on the order of the snapshot.</summary>
    public ReadOnlySpan<int> ByVmid => _byVmid;

    /// <summary>By guest, the node it lies on; -1 if the snapshot does not have that node.</summary>
    public ReadOnlySpan<int> Home => _home;

    /// <summary>The guest with this VMID; -1 if there is none.</summary>
    public int Guest(int vmid) => _guestOf.TryGetValue(vmid, out var guest) ? guest : -1;

    /// <summary>The node with this name, without regard to case; -1 if there is none.</summary>
    public int Node(string name) => _nodeOf.TryGetValue(name, out var node) ? node : -1;

    public int Vmid(int guest) => Snapshot.Guests[guest].Id;

    public string NodeName(int node) => Snapshot.Nodes[node].Name;
}
