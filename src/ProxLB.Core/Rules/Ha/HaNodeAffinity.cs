using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules.Ha;

/// <summary>The node affinity of guests, evaluated as the HA manager does for a set of nodes that are online.</summary>
internal sealed class HaNodeAffinity
{
    private const int Other = -1;

    private readonly int?[] _priorities;

    public HaNodeAffinity(HaDraftRule rule)
    {
        Name = rule.Name;
        Origin = rule.Origin;
        Strict = rule.Strict;
        _priorities = new int?[rule.Nodes.Length];
        for (var node = 0; node < _priorities.Length; node++)
        {
            int? named = rule.Affinity == HaAffinity.Positive ? rule.Nodes[node] : 0;
            _priorities[node] = rule.LeavesOpen(node) ? named : rule.Strict ? null : Other;
        }
    }

    public string Name { get; }

    public RuleOrigin Origin { get; }

    public bool Strict { get; }

    /// <summary>How the rule is called in a sentence.</summary>
    public string Called => RuleWarnings.Called(Origin, Name);

    /// <summary>The nodes that the rule allows now.</summary>
    public bool[] Allowed(ReadOnlySpan<bool> online)
    {
        var allowed = new bool[_priorities.Length];
        for (var node = 0; node < allowed.Length; node++)
        {
            allowed[node] = online[node] && _priorities[node] is not null;
        }

        return allowed;
    }

    /// <summary>Of the nodes that the rule allows now, those with the highest priority.</summary>
    public bool[] Preferred(ReadOnlySpan<bool> online)
    {
        var preferred = Allowed(online);
        var highest = int.MinValue;
        for (var node = 0; node < preferred.Length; node++)
        {
            highest = preferred[node] ? Math.Max(highest, _priorities[node]!.Value) : highest;
        }

        for (var node = 0; node < preferred.Length; node++)
        {
            preferred[node] &= _priorities[node] == highest;
        }

        return preferred;
    }
}
