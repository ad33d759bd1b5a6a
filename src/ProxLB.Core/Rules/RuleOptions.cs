using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>What the configuration says about guests and rules.</summary>
public sealed class RuleOptions
{
    /// <summary>Whether affinity and anti-affinity from tags and pools are repaired where they are broken; they forbid in any case.</summary>
    public bool EnforceAffinity { get; set; } = true;

    /// <summary>Whether pins from tags and pools are repaired where they are broken; they forbid in any case.</summary>
    public bool EnforcePinning { get; set; } = true;

    /// <summary>Rules by pool name.</summary>
    public Dictionary<string, PoolOptions> Pools { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Rules of the configuration, beside those that the snapshot states.</summary>
    public List<ConfiguredRule> Rules { get; set; } = [];

    /// <summary>Selectors of guests that are never moved; see <see cref="ConfiguredRule"/> for their forms.</summary>
    public List<string> Ignore { get; set; } = [];

    /// <summary>The kinds of guests that may move.</summary>
    public HashSet<GuestKind> MovableKinds { get; set; } = [GuestKind.Vm, GuestKind.Container];

    /// <summary>Who moves running HA guests while native rebalancing is active.</summary>
    public HaOwnership HaOwnership { get; set; }

    /// <summary>Whether a pin only ranks targets, and does not forbid, while its guest leaves a drained node.</summary>
    public bool DrainIgnoresPins { get; set; }

    /// <summary>Whether a drain also moves stopped guests and templates.</summary>
    public bool DrainStopped { get; set; }

    /// <summary>Whether guests with disks on local storage may move; their disks are then copied.</summary>
    public bool WithLocalDisks { get; set; } = true;
}
