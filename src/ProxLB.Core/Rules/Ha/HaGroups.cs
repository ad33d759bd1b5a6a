using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>What resource affinity rules come to together: overlapping positive rules are one group, and a group shares its members' partners to stay apart from.</summary>
internal sealed class HaGroups
{
    private readonly SnapshotIndex _index;
    private readonly List<int[]> _groups = [];
    private readonly int[] _groupOf;
    private readonly bool[] _managed;
    private readonly Dictionary<int, int[]> _tiedTo = [];
    private readonly Dictionary<int, int[]> _apart = [];

    public HaGroups(SnapshotIndex index, IReadOnlyList<HaDraftRule> rules, bool[] managed)
    {
        _index = index;
        _managed = managed;
        _groupOf = new int[index.GuestCount];
        Array.Fill(_groupOf, -1);
        Gather(rules);
        Separate(rules);
    }

    public IReadOnlyList<int[]> All => _groups;

    /// <summary>What the HA manager calls a guest, such as <c>vm:101</c>.</summary>
    public static string ServiceId(Guest guest) => $"{(guest.Kind == GuestKind.Vm ? "vm" : "ct")}:{guest.Id}";

    /// <summary>The managed guests that a rule names, by VMID.</summary>
    public int[] Named(HaDraftRule rule) => [.. rule.Resources.Select(_index.Guest).Where(guest => guest >= 0 && _managed[guest])];

    /// <summary>For each resource that a rule names: the managed guests that it binds by it, those that stay with the resource included.</summary>
    public int[][] Bound(HaDraftRule rule) => [.. rule.Resources.Select(TiedTo).Where(guests => guests.Length > 0)];

    public int Of(int guest) => _groupOf[guest];

    /// <summary>The guest's group; the guest alone if it has none.</summary>
    public int[] MovesWith(int guest) => _groupOf[guest] < 0 ? [guest] : _groups[_groupOf[guest]];

    public ReadOnlySpan<int> ApartFrom(int guest) => _apart.GetValueOrDefault(guest);

    /// <summary>Whether one of those that move with the guest is taken back to a node of higher priority; then it draws the others along.</summary>
    public bool FailsBack(int guest) => Array.Exists(MovesWith(guest), member => OwnFailback(_index, member));

    /// <summary>Whether the HA manager takes this one guest back to a node of higher priority; a group of version 8 decides for its guests.</summary>
    public static bool OwnFailback(SnapshotIndex index, int guest)
    {
        var facts = index.Snapshot.Guests[guest];
        return facts.HaFailback
            && !(facts.HaGroup is { } name
                && index.Snapshot.Ha.Groups.Any(group => group.NoFailback && string.Equals(group.Name, name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>What holds one guest of a group holds all; a group that is split is the HA manager's to gather.</summary>
    public void ShareReasons(int[] group, string?[] reasons)
    {
        var held = Array.FindIndex(group, guest => reasons[guest] is not null);
        var split = Array.Exists(group, guest => _index.Home[guest] != _index.Home[group[0]]);
        if (held < 0 && !split)
        {
            return;
        }

        var shared = held < 0
            ? "it and the guests that the HA manager keeps with it are on different nodes, and the HA manager gathers them"
            : $"it moves together with guest {_index.Vmid(group[held])}, and for that one {reasons[group[held]]}";
        foreach (var guest in group)
        {
            reasons[guest] ??= shared;
        }
    }

    private void Gather(IReadOnlyList<HaDraftRule> rules)
    {
        var positive = rules.Where(rule => rule.IsPositiveGroup).ToList();
        if (positive.Count == 0)
        {
            return;
        }

        var numbers = new Dictionary<int, int>();
        foreach (var resource in positive.SelectMany(rule => rule.Resources))
        {
            numbers.TryAdd(resource, numbers.Count);
        }

        var sets = new DisjointSets(numbers.Count);
        foreach (var rule in positive)
        {
            sets.Union([.. rule.Resources.Select(resource => numbers[resource])]);
        }

        foreach (var set in numbers.Keys.Order().GroupBy(vmid => sets.Find(numbers[vmid])))
        {
            int[] guests = [.. set.Select(_index.Guest).Where(guest => guest >= 0 && _managed[guest])
                .OrderBy(guest => ServiceId(_index.Snapshot.Guests[guest]), StringComparer.Ordinal)];
            foreach (var vmid in set)
            {
                _tiedTo.Add(vmid, guests);
            }

            if (guests.Length > 1)
            {
                Array.ForEach(guests, guest => _groupOf[guest] = _groups.Count);
                _groups.Add(guests);
            }
        }
    }

    // The HA manager joins rules before it looks at guests: one that it does not manage, or that is gone, still ties others together.
    private int[] TiedTo(int vmid)
    {
        if (_tiedTo.TryGetValue(vmid, out var guests))
        {
            return guests;
        }

        var guest = _index.Guest(vmid);
        return guest >= 0 && _managed[guest] ? [guest] : [];
    }

    private void Separate(IReadOnlyList<HaDraftRule> rules)
    {
        var apart = new Dictionary<int, List<int>>();
        foreach (var sides in rules.Where(rule => rule.IsNegativeGroup).Select(Bound))
        {
            foreach (var one in sides)
            {
                int[] others = [.. sides.Where(other => other != one).SelectMany(other => other)];
                foreach (var guest in one)
                {
                    if (!apart.TryGetValue(guest, out var partners))
                    {
                        apart.Add(guest, partners = []);
                    }

                    partners.AddRange(others);
                }
            }
        }

        foreach (var (guest, partners) in apart)
        {
            _apart.Add(guest, [.. partners.Distinct().OrderBy(_index.Vmid)]);
        }
    }
}
