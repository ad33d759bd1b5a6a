namespace ProxLB.SimulatedCluster.World;

/// <summary>A mapping of a device or directory to what it is on each node.</summary>
/// <param name="Kind"><c>pci</c>, <c>usb</c> or <c>dir</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Entries">A line per node, such as <c>node=pve1,path=0000:01:00.0</c>.</param>
public sealed record ResourceMapping(string Kind, string Id, IReadOnlyList<string> Entries)
{
    /// <summary>Whether a running VM with the device can migrate.</summary>
    public bool LiveMigrationCapable { get; init; }

    internal bool CoversNode(string node) =>
        Entries.Any(entry => entry.Split(',').Contains($"node={node}", StringComparer.Ordinal));
}
