using ProxLB.Core.Cluster;

namespace ProxLB.Core.Execution.Running;

/// <summary>The newest facts of a run, and an index of their guests.</summary>
internal sealed class Facts
{
    private Dictionary<int, Guest> _guests = [];

    public ClusterSnapshot? Snapshot { get; private set; }

    public DateTimeOffset ReadAt { get; private set; }

    public void Set(ClusterSnapshot snapshot, DateTimeOffset at)
    {
        var guests = new Dictionary<int, Guest>(snapshot.Guests.Count);
        foreach (var guest in snapshot.Guests)
        {
            guests[guest.Id] = guest;
        }

        (Snapshot, _guests, ReadAt) = (snapshot, guests, at);
    }

    public Guest? Guest(int id) => _guests.GetValueOrDefault(id);

    /// <summary>The memory in bytes that guests bring to their target; null if it is not known.</summary>
    public long? Memory(IEnumerable<int> guests)
    {
        long sum = 0;
        foreach (var id in guests)
        {
            if (Guest(id) is not { } guest || (guest.MemoryUsedBytes ?? guest.MemoryBytes) is not { } bytes)
            {
                return null;
            }

            sum += guest.Running == false ? 0 : bytes;
        }

        return sum;
    }
}
