namespace ProxLB.Core.Rules.Conflicts;

/// <summary>What a rule demands, as far as it can contradict another one.</summary>
internal enum RuleTermKind
{
    /// <summary>Each guest is on one of some nodes.</summary>
    Nodes,

    /// <summary>All guests are on one node.</summary>
    Together,

    /// <summary>No node holds more than a number of the guests.</summary>
    Apart,

    /// <summary>No guest of one side is on a node with a guest of the other side.</summary>
    Sides,
}
