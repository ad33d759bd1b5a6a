namespace ProxLB.Core.Constraints;

/// <summary>The limits of a node. They do not depend on what is balanced.</summary>
public sealed class CapacityOptions
{
    /// <summary>The default of <see cref="MemoryHeadroomPercent"/>.</summary>
    public const double DefaultMemoryHeadroomPercent = 5;

    /// <summary>Percent of usable memory, 0 to 99, that projected use keeps free where <see cref="Overprovisioning"/> is allowed; default 5.</summary>
    public double MemoryHeadroomPercent { get; set; } = DefaultMemoryHeadroomPercent;

    /// <summary>False: configured memory of running guests stays within usable memory. True: only projected use is limited. Null: the same, with a warning where it is exceeded.</summary>
    public bool? Overprovisioning { get; set; }

    /// <summary>Most virtual CPUs of running guests per usable core; null: no limit.</summary>
    public double? CpuOvercommit { get; set; }

    /// <summary>Storages to use on the target, by storage on the source.</summary>
    public Dictionary<string, string> StorageMap { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How many nodes may be lost at once such that all HA guests still find a place; 0: not looked at; 1 is supported.</summary>
    public int SurviveNodeLoss { get; set; }
}
