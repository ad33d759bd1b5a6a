namespace ProxLB.Core.Rules;

/// <summary>What the configuration says about nodes.</summary>
public sealed class NodeOptions
{
    /// <summary>Nodes that are neither source nor target. An unknown name is a warning.</summary>
    public List<string> Ignore { get; set; } = [];

    /// <summary>Nodes to empty and not to use, beside those that the snapshot reports in maintenance.</summary>
    public List<string> Maintenance { get; set; } = [];

    /// <summary>Labels by node name, such as <c>room = a</c>; they come on top of the snapshot's and win over them.</summary>
    public Dictionary<string, Dictionary<string, string>> Labels { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
