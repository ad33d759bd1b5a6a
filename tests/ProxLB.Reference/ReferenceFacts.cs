using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Core.Rules;
using ProxLB.Core.Rules.Conflicts;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Reference;

/// <summary>Who may move, where to, and which rules there are: read from the facts, tags and options.</summary>
internal sealed class ReferenceFacts
{
    private readonly ClusterSnapshot _cluster;
    private readonly BalancerOptions _options;
    private readonly bool[] _leaving;
    private readonly bool[] _ignoredNode;
    private readonly int[] _start;

    public ReferenceFacts(ClusterSnapshot cluster, BalancerOptions options, PlanRequest request, int[] start)
    {
        (_cluster, _options, _start) = (cluster, options, start);
        var nodes = cluster.Nodes;
        _ignoredNode = [.. nodes.Select(n => Named(options.Nodes.Ignore, n.Name))];
        _leaving = [.. nodes.Select((n, i) => n.Online && !_ignoredNode[i]
            && (n.Maintenance || n.HaStatus == HaNodeStatus.Maintenance || Named(request.Drain, n.Name) || Named(options.Nodes.Maintenance, n.Name)))];
        Eligible = [.. nodes.Select((n, i) => n.Online && !_ignoredNode[i] && !_leaving[i] && n.Unknown.Count == 0
            && n.CpuCores is not null && n.MemoryBytes is not null && n.HaStatus is null or HaNodeStatus.Online)];
        Priorities = [.. cluster.Guests.Select(Priority)];
        Movable = [.. cluster.Guests.Select((g, i) => MayMove(g, start[i], request.Keep))];
        Allowed = [.. cluster.Guests.Select(AllowedNodes)];
        Cost = [.. cluster.Guests.Select(CostOf)];
        AddGroupRules();
        AddNodePreferences();
        HoldCoolingGuests();
        HoldGuestsOfConflicts();
    }

    public bool[] Eligible { get; }

    public bool[] Movable { get; }

    public bool[][] Allowed { get; }

    public GuestPriority[] Priorities { get; }

    public long[] Cost { get; }

    public List<ReferenceRule> Rules { get; } = [];

    public List<(int Guest, bool[] Nodes, long Weight)> NodePreferences { get; } = [];

    private static bool Named(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string[] Tagged(Guest guest, string prefix) =>
        [.. guest.Tags.Where(t => t.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(t => t[prefix.Length..].ToLowerInvariant())];

    private static GuestPriority Priority(Guest guest) => guest.Tags.Contains("plb_priority_high")
        ? GuestPriority.High
        : guest.Tags.Contains("plb_priority_low") ? GuestPriority.Low : guest.Priority;

    private bool MayMove(Guest guest, int node, IReadOnlyList<int> keep)
    {
        var ignores = _cluster.Rules.Where(r => r.Type == RuleType.Ignore && r.Guests.Contains(guest.Id)).ToList();
        return guest.Running == true && !guest.Template && guest.Lock is null && guest.MigratingTo is null && guest.Unknown.Count == 0
            && guest.LocalResources.Count == 0 && (Eligible[node] || _leaving[node]) && !keep.Contains(guest.Id)
            && !guest.Tags.Any(t => t.StartsWith("plb_ignore", StringComparison.OrdinalIgnoreCase))
            && ignores.TrueForAll(r => r.ExceptMaintenance && _leaving[node])
            && _options.Rules.MovableKinds.Contains(guest.Kind);
    }

    private bool[] AllowedNodes(Guest guest)
    {
        var allowed = Eligible.ToArray();
        foreach (var rule in _cluster.Rules.Where(r => r.Required && r.Guests.Contains(guest.Id)))
        {
            for (var n = 0; n < allowed.Length; n++)
            {
                var named = rule.Nodes.Any(p => string.Equals(p.Name, _cluster.Nodes[n].Name, StringComparison.OrdinalIgnoreCase));
                allowed[n] &= rule.Type switch { RuleType.NodeAffinity => named, RuleType.NodeAntiAffinity => !named, _ => true };
            }
        }

        var pins = Tagged(guest, "plb_pin_");
        for (var n = 0; n < allowed.Length; n++)
        {
            var node = _cluster.Nodes[n];
            var stores = guest.Disks.All(d => _cluster.Storages.FirstOrDefault(s => s.Id == d.Storage)?.Nodes is not { } on || on.Contains(node.Name));
            allowed[n] &= (pins.Length == 0 || Named(pins, node.Name)) && stores && (guest.Node == node.Name || !Named(guest.BarredNodes, node.Name))
                && (guest.CpuCores is not { } cores || cores <= node.CpuCores || guest.Node == node.Name);
        }

        return allowed;
    }

    private long CostOf(Guest guest)
    {
        var cost = _options.Goal.MigrationOverheadBytes
            + guest.Disks.Where(d => _cluster.Storages.Any(s => s.Id == d.Storage && !s.Shared)).Sum(d => d.Bytes);
        var runs = guest.Running == true && !guest.Template;
        return !runs ? cost : cost + (guest.Kind == GuestKind.Container
            ? _options.Goal.ContainerRestartCostBytes
            : guest.MemoryUsedBytes ?? guest.MemoryBytes ?? 0);
    }

    /// <summary>A cooldown gives way to a drain and to a required rule that is broken.</summary>
    private void HoldCoolingGuests()
    {
        for (var g = 0; g < _start.Length; g++)
        {
            var cools = _cluster.Guests[g].CooldownUntil > _cluster.CapturedAt;
            Movable[g] &= !cools || !Allowed[g][_start[g]] || Rules.Exists(r => r.Required && r.Names(g) && r.Violations(_start) > 0);
        }
    }

    /// <summary>Rules that cannot hold together leave their guests where they are, but for a drain.</summary>
    private void HoldGuestsOfConflicts()
    {
        var index = new SnapshotIndex(_cluster);
        var rules = RuleSet.Derive(index, _options.Rules, _options.Nodes);
        foreach (var guest in RuleClashes.Find(rules, HaModel.Derive(index, new RuleWarnings())).SelectMany(clash => clash.Guests))
        {
            Movable[guest] &= _leaving[_start[guest]];
        }
    }

    private void AddGroupRules()
    {
        foreach (var rule in _cluster.Rules.Where(r => r.Type is RuleType.Affinity or RuleType.AntiAffinity))
        {
            Add(rule.Name ?? "rule", rule.Type, Indexes(rule.Guests), Indexes(rule.OtherGuests), rule.Required, rule.Weight, rule.SpreadBy);
        }

        AddTagRules("plb_affinity_", RuleType.Affinity);
        AddTagRules("plb_anti_affinity_", RuleType.AntiAffinity);
    }

    private void AddTagRules(string prefix, RuleType type)
    {
        foreach (var name in _cluster.Guests.SelectMany(g => Tagged(g, prefix)).Distinct().Order(StringComparer.Ordinal))
        {
            Add(prefix + name, type, [.. Enumerable.Range(0, _start.Length).Where(g => Tagged(_cluster.Guests[g], prefix).Contains(name))], [], true, 1, null);
        }
    }

    private void Add(string name, RuleType type, int[] members, int[] others, bool required, double weight, string? spreadBy)
    {
        others = [.. others.Except(members)];
        if (members.Length + others.Length < 2)
        {
            return;
        }

        int[] places = spreadBy is null ? [.. Enumerable.Range(0, Eligible.Length)] : Domains(spreadBy);
        var open = Enumerable.Range(0, Eligible.Length).Where(n => members.Any(g => Allowed[g][n])).Select(n => places[n]).Where(p => p >= 0).Distinct();
        var steps = (long)Math.Round(weight * 1000);
        Rules.Add(new ReferenceRule(name, type, members, others, places, [.. open], required ? 0 : steps, steps));
    }

    private int[] Domains(string label)
    {
        var values = _cluster.Nodes.Select(n => n.Labels.GetValueOrDefault(label)).ToList();
        return [.. values.Select(v => v is null ? -1 : values.IndexOf(v))];
    }

    private void AddNodePreferences()
    {
        foreach (var rule in _cluster.Rules.Where(r => !r.Required && r.Type is RuleType.NodeAffinity or RuleType.NodeAntiAffinity))
        {
            bool[] nodes = [.. _cluster.Nodes.Select(n => rule.Nodes.Any(p => p.Name == n.Name) == (rule.Type == RuleType.NodeAffinity))];
            NodePreferences.AddRange(Indexes(rule.Guests).Select(g => (g, nodes, (long)Math.Round(rule.Weight * 1000))));
        }
    }

    private int[] Indexes(IReadOnlyList<int> ids) => [.. Enumerable.Range(0, _start.Length).Where(g => ids.Contains(_cluster.Guests[g].Id))];
}
