using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>What Proxmox's HA manager makes of one snapshot: where it would leave each guest, which it moves together, and which must not be moved now.</summary>
internal sealed class HaModel
{
    private readonly bool[] _managed;
    private readonly bool[] _online;
    private readonly HaNodeAffinity?[] _affinity;
    private readonly bool[][] _kept;
    private readonly HaGroups _groups;
    private readonly string?[] _stay;
    private readonly bool[] _managersTurn;

    private HaModel(
        SnapshotIndex index, bool[] managed, HaNodeAffinity?[] affinity, HaGroups groups, List<HaDroppedRule> dropped, List<HaResourceAffinity> rules)
    {
        Index = index;
        _managed = managed;
        _affinity = affinity;
        _groups = groups;
        _online = HaOnline.Nodes(index.Snapshot);
        _kept = Kept();
        _managersTurn = new bool[index.GuestCount];
        _stay = StayReasons();
        DroppedRules = dropped;
        ResourceRules = rules;
    }

    public SnapshotIndex Index { get; }

    /// <summary>By node, whether it is online for the HA manager.</summary>
    public ReadOnlySpan<bool> Online => _online;

    /// <summary>Rules that the HA manager does not apply, with the reason.</summary>
    public IReadOnlyList<HaDroppedRule> DroppedRules { get; }

    /// <summary>The resource affinity rules that it applies.</summary>
    public IReadOnlyList<HaResourceAffinity> ResourceRules { get; }

    /// <summary>Guests that it moves together, each group ordered by service id; the first is the leader.</summary>
    public IReadOnlyList<int[]> Groups => _groups.All;

    public bool IsManaged(int guest) => _managed[guest];

    /// <summary>Why the guest must not be moved now, as a clause; null if it may be. A reason holds for all that move with the guest.</summary>
    public string? StayReason(int guest) => _stay[guest];

    /// <summary>Whether the guest stays because the HA manager itself moves it or those that move with it: that is as it should be.</summary>
    public bool IsManagersTurn(int guest) => _managersTurn[guest];

    /// <summary>The node affinity that binds the guest, its own or that of its group; null if none does.</summary>
    public HaNodeAffinity? NodeAffinity(int guest) => _affinity[guest];

    /// <summary>Whether the HA manager takes the guest back to a node of higher priority.</summary>
    public bool FailsBack(int guest) => _groups.FailsBack(guest);

    /// <summary>The number of the group in <see cref="Groups"/> that the guest moves with; -1 if it moves alone.</summary>
    public int GroupOf(int guest) => _groups.Of(guest);

    /// <summary>The guests that it may not share a node with, by VMID.</summary>
    public ReadOnlySpan<int> ApartFrom(int guest) => _groups.ApartFrom(guest);

    /// <summary>By node, whether the HA manager would leave the guest there as far as nodes decide; for a guest that it does not manage, true throughout.</summary>
    /// <remarks>Guests with the same answer share one array. What groups demand comes on top.</remarks>
    public bool[] KeptOn(int guest) => _kept[guest];

    /// <summary>What the HA manager makes of a snapshot.</summary>
    /// <param name="index">The numbered snapshot.</param>
    /// <param name="warnings">Takes what rules and groups name and the cluster does not have.</param>
    public static HaModel Derive(SnapshotIndex index, RuleWarnings warnings)
    {
        var managed = new bool[index.GuestCount];
        for (var guest = 0; guest < managed.Length; guest++)
        {
            managed[guest] = HaGuestState.IsManaged(index.Snapshot.Ha, index.Snapshot.Guests[guest]);
        }

        var dropped = new List<HaDroppedRule>();
        var applied = Applied(index, warnings, dropped);
        var groups = new HaGroups(index, applied, managed);
        var affinity = new HaNodeAffinity?[index.GuestCount];
        foreach (var rule in applied.Where(rule => rule.Type == HaRuleType.NodeAffinity))
        {
            var bound = new HaNodeAffinity(rule);
            foreach (var guest in groups.Bound(rule).SelectMany(guests => guests))
            {
                affinity[guest] = bound;
            }
        }

        var resourceRules = applied.Where(rule => rule.Type == HaRuleType.ResourceAffinity)
            .Select(rule => new HaResourceAffinity(rule.Name, rule.IsPositiveGroup, groups.Named(rule), groups.Bound(rule)));
        return new HaModel(index, managed, affinity, groups, dropped, [.. resourceRules]);
    }

    private static List<HaDraftRule> Applied(SnapshotIndex index, RuleWarnings warnings, List<HaDroppedRule> dropped)
    {
        var rules = HaRuleReader.Read(index, warnings, dropped);
        if (rules.Count == 0)
        {
            return rules;
        }

        var reasons = HaFeasibility.Check(rules, HaOnline.Members(index.Snapshot));
        var errors = index.Snapshot.Ha.Rules.Where(rule => rule.Errors.Count > 0).DistinctBy(rule => rule.Name)
            .ToDictionary(rule => rule.Name, rule => $"Proxmox reports: {string.Join("; ", rule.Errors)}", StringComparer.Ordinal);
        var applied = new List<HaDraftRule>(rules.Count);
        for (var rule = 0; rule < rules.Count; rule++)
        {
            var reported = rules[rule].Origin == RuleOrigin.HaRule ? errors.GetValueOrDefault(rules[rule].Name) : null;
            if ((reported ?? reasons[rule]) is { } reason)
            {
                dropped.Add(new HaDroppedRule(rules[rule].Name, reason));
            }
            else
            {
                applied.Add(rules[rule]);
            }
        }

        return applied;
    }

    private bool[][] Kept()
    {
        var free = new bool[Index.NodeCount];
        Array.Fill(free, true);
        var sets = new Dictionary<(HaNodeAffinity Rule, bool FailsBack), bool[]>();
        var kept = new bool[Index.GuestCount][];
        for (var guest = 0; guest < kept.Length; guest++)
        {
            kept[guest] = !_managed[guest] ? free : _affinity[guest] is { } rule ? Set(rule, FailsBack(guest)) : _online;
        }

        return kept;

        bool[] Set(HaNodeAffinity rule, bool failsBack)
        {
            if (!sets.TryGetValue((rule, failsBack), out var set))
            {
                sets.Add((rule, failsBack), set = failsBack ? rule.Preferred(_online) : rule.Allowed(_online));
            }

            return set;
        }
    }

    private string?[] StayReasons()
    {
        var reasons = new string?[Index.GuestCount];
        if (!Array.Exists(_managed, managed => managed))
        {
            return reasons;
        }

        var everyone = HaGuestState.ClusterStayReason(Index, _managed);
        for (var guest = 0; guest < reasons.Length; guest++)
        {
            if (_managed[guest])
            {
                var node = Index.Home[guest] is >= 0 and var home ? Index.Snapshot.Nodes[home] : null;
                _managersTurn[guest] = HaGuestState.IsManagersTurn(Index.Snapshot.Guests[guest], node);
                reasons[guest] = everyone
                    ?? HaGuestState.StayReason(Index.Snapshot.Guests[guest], node)
                    ?? NowhereToBe(guest);
            }
        }

        HaDeadlock.Hold(this, reasons);
        foreach (var group in Groups)
        {
            var free = !Array.Exists(group, guest => reasons[guest] is not null);
            _groups.ShareReasons(group, reasons);
            var gathers = free && reasons[group[0]] is not null;
            if (gathers || Array.Exists(group, guest => _managersTurn[guest]))
            {
                Array.ForEach(group, guest => _managersTurn[guest] = true);
            }
        }

        return reasons;
    }

    private string? NowhereToBe(int guest)
    {
        if (Array.Exists(_kept[guest], kept => kept))
        {
            return null;
        }

        return _affinity[guest] is { } rule
            ? $"{RuleWarnings.Called(rule.Origin, rule.Name)} allows no node that is online"
            : "no node is online for the HA manager";
    }
}
