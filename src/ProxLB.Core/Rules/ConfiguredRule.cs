using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>A rule of the configuration: a placement rule whose guests are named by selectors.</summary>
/// <remarks>A selector is a VMID, a range (<c>100-199</c>), a name or a wildcard (<c>web*</c>), <c>pool:X</c>, <c>tag:X</c> or <c>kind:ct</c>; names match without case.</remarks>
public sealed class ConfiguredRule
{
    /// <summary>What it says.</summary>
    public RuleType Type { get; set; }

    /// <summary>Its name, for display.</summary>
    public string? Name { get; set; }

    /// <summary>Selectors of the guests it is about.</summary>
    public List<string> Guests { get; set; } = [];

    /// <summary>Selectors of the guests they are kept apart from.</summary>
    public List<string> OtherGuests { get; set; } = [];

    /// <summary>The nodes it names.</summary>
    public List<NodePreference> Nodes { get; set; } = [];

    /// <summary>Whether it must hold.</summary>
    public bool Required { get; set; } = true;

    /// <summary>A node label to spread over instead of the node itself.</summary>
    public string? SpreadBy { get; set; }

    /// <summary>What one violation weighs if it is preferred; above 0.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>The nodes with this label, instead of <see cref="Nodes"/>.</summary>
    public NodeLabel? Label { get; set; }

    /// <summary>For an ignore rule: the guests are still moved off a node in maintenance.</summary>
    public bool ExceptMaintenance { get; set; }
}
