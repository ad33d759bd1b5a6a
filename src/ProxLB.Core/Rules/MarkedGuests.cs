using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>Derives the rules that guests' tags and pools make. One pass over the guests; each different tag is read once.</summary>
internal sealed class MarkedGuests
{
    private readonly RuleDraft _draft;
    private readonly Dictionary<string, MarkedGroup?> _tags = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MarkedGroup> _pools = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<MarkedGroup> _pins = [];
    private readonly PinUnion _union = new();

    private MarkedGuests(RuleDraft draft)
    {
        _draft = draft;
        foreach (var (name, options) in draft.Options.Pools.OrderBy(pool => pool.Key, StringComparer.OrdinalIgnoreCase))
        {
            _pools.TryAdd(name, new MarkedGroup($"pool {name}") { Pool = options, Pin = draft.Resolve(options.Pin, $"pool {name}") });
        }
    }

    public static void Derive(RuleDraft draft)
    {
        var marked = new MarkedGuests(draft);
        var guests = draft.Index.Snapshot.Guests;
        foreach (var guest in draft.Index.ByVmid)
        {
            marked.Read(guest, guests[guest]);
        }

        marked.AddTagRules();
        marked.AddPoolRules();
        marked._union.AddTo(draft);
    }

    private void Read(int guest, Guest facts)
    {
        _draft.Priorities[guest] = facts.Priority;
        _pins.Clear();
        for (var tag = 0; tag < facts.Tags.Count; tag++)
        {
            if (GuestTag.IsOurs(facts.Tags[tag]) && GroupOf(facts.Tags[tag]) is { } group && group.Add(guest))
            {
                Apply(group, guest);
            }
        }

        if (facts.Pool is not null && _pools.TryGetValue(facts.Pool, out var pool))
        {
            pool.Add(guest);
            if (pool.Pin.Length > 0 && pool.Pool!.Strict)
            {
                _pins.Add(pool);
            }
        }

        if (_pins.Count > 0)
        {
            _union.Pin(guest, _pins);
        }
    }

    private MarkedGroup? GroupOf(string tag)
    {
        if (_tags.TryGetValue(tag, out var group))
        {
            return group;
        }

        var name = tag.ToLowerInvariant();
        var read = GuestTag.Parse(name);
        if (read.Kind == GuestTagKind.Unknown)
        {
            _draft.Warnings.Add($"Tag {name} is none that the balancer knows; the known ones are plb_affinity_NAME, plb_anti_affinity_NAME, "
                + "plb_pin_NODE, plb_ignore, plb_ignore_NAME, plb_priority_high and plb_priority_low.");
        }
        else
        {
            group = new MarkedGroup(name)
            {
                Tag = read.Kind,
                Pin = read.Kind == GuestTagKind.Pin ? _draft.Resolve([read.Argument], $"tag {name}") : [],
            };
        }

        _tags.Add(tag, group);
        return group;
    }

    private void Apply(MarkedGroup group, int guest)
    {
        switch (group.Tag)
        {
            case GuestTagKind.Pin when group.Pin.Length > 0:
                _pins.Add(group);
                break;
            case GuestTagKind.Ignore:
                _draft.Ignore(guest, GuestIgnore.Always, $"tag {group.Name}");
                break;
            case GuestTagKind.HighPriority:
                _draft.Priorities[guest] = GuestPriority.High;
                break;
            case GuestTagKind.LowPriority:
                _draft.Priorities[guest] = GuestPriority.Low;
                break;
        }
    }

    private void AddTagRules()
    {
        var groups = new List<MarkedGroup>();
        foreach (var group in _tags.Values)
        {
            if (group is { Tag: GuestTagKind.Affinity or GuestTagKind.AntiAffinity, Members.Count: > 1 })
            {
                groups.Add(group);
            }
        }

        groups.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (var group in groups)
        {
            AddGroup(group, group.Name, RuleOrigin.Tag, group.Tag == GuestTagKind.Affinity);
        }
    }

    private void AddPoolRules()
    {
        foreach (var pool in _pools.Values)
        {
            if (pool.Members.Count == 0)
            {
                _draft.Warnings.Add($"P{pool.Name[1..]} has options but no guest lies in it; they have no effect.");
                continue;
            }

            if (pool.Pool!.Together is { } together && pool.Members.Count > 1)
            {
                AddGroup(pool, $"{pool.Name} ({(together ? "affinity" : "anti-affinity")})", RuleOrigin.Pool, together);
            }

            if (pool.Pin.Length > 0 && !pool.Pool.Strict)
            {
                _draft.Rules.Add(new BoundRule
                {
                    Type = RuleType.NodeAffinity,
                    Name = $"{pool.Name} (preferred pin)",
                    Origin = RuleOrigin.Pool,
                    Guests = [.. pool.Members],
                    Nodes = pool.Pin,
                    Required = false,
                });
            }
        }
    }

    private void AddGroup(MarkedGroup group, string name, RuleOrigin origin, bool together) => _draft.Rules.Add(new BoundRule
    {
        Type = together ? RuleType.Affinity : RuleType.AntiAffinity,
        Name = name,
        Origin = origin,
        Guests = [.. group.Members],
        Enforced = _draft.Options.EnforceAffinity,
    });
}
