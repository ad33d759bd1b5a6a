using System.IO.Enumeration;

namespace ProxLB.Core.Rules;

/// <summary>Finds guests by what a selector names. Each table is built when the first selector asks for it.</summary>
internal sealed class GuestDirectory(SnapshotIndex index)
{
    private Dictionary<string, List<int>>? _names;
    private Dictionary<string, List<int>>? _pools;
    private Dictionary<string, List<int>>? _tags;

    public SnapshotIndex Index => index;

    public void ByName(string pattern, List<int> found) => Find(_names ??= Names(), pattern, found);

    public void ByPool(string pattern, List<int> found) => Find(_pools ??= Pools(), pattern, found);

    public void ByTag(string pattern, List<int> found) => Find(_tags ??= Tags(), pattern, found);

    /// <summary>The guests with VMIDs from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void ByRange(int first, int last, List<int> found)
    {
        var ordered = index.ByVmid;
        var low = 0;
        for (var high = ordered.Length; low < high;)
        {
            var middle = (low + high) >>> 1;
            if (index.Vmid(ordered[middle]) < first)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (; low < ordered.Length && index.Vmid(ordered[low]) <= last; low++)
        {
            found.Add(ordered[low]);
        }
    }

    private static void Find(Dictionary<string, List<int>> table, string pattern, List<int> found)
    {
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0)
        {
            if (table.TryGetValue(pattern, out var guests))
            {
                found.AddRange(guests);
            }

            return;
        }

        foreach (var (name, guests) in table)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true))
            {
                found.AddRange(guests);
            }
        }
    }

    private static void Enter(Dictionary<string, List<int>> table, string? name, int guest)
    {
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        if (!table.TryGetValue(name, out var guests))
        {
            table.Add(name, guests = []);
        }

        guests.Add(guest);
    }

    private Dictionary<string, List<int>> Names()
    {
        var table = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var guest in index.ByVmid)
        {
            Enter(table, index.Snapshot.Guests[guest].Name, guest);
        }

        return table;
    }

    private Dictionary<string, List<int>> Pools()
    {
        var table = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var guest in index.ByVmid)
        {
            Enter(table, index.Snapshot.Guests[guest].Pool, guest);
        }

        return table;
    }

    private Dictionary<string, List<int>> Tags()
    {
        var table = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var guest in index.ByVmid)
        {
            foreach (var tag in index.Snapshot.Guests[guest].Tags)
            {
                Enter(table, tag, guest);
            }
        }

        return table;
    }
}
