using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster;

/// <summary>What cluster to simulate and how.</summary>
public sealed record ClusterSimulatorOptions
{
    /// <summary>The facts to start from; null: a cluster is made up as <see cref="Generator"/> says.</summary>
    public ClusterSnapshot? Snapshot { get; init; }

    /// <summary>What cluster to make up.</summary>
    public GeneratorOptions Generator { get; init; } = new();

    /// <summary>What else the cluster is like. Its start is the clock's time.</summary>
    public WorldSettings Settings { get; init; } = new();

    /// <summary>The Proxmox VE release; shorthand for the one in <see cref="Settings"/> and <see cref="Generator"/>.</summary>
    public ClusterVersion Version
    {
        get => Settings.Version;
        init
        {
            Settings = Settings with { Version = value };
            Generator = Generator with { Version = value };
        }
    }

    /// <summary>The port of the first node; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>How many nodes can be asked, each on its own port.</summary>
    public int EntryNodes { get; init; } = 1;

    /// <summary>The clock; null: a <see cref="Time.SimulationClock"/> with <see cref="Speed"/>.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Simulated seconds per second; 0: time stands still until it is moved by hand.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How long an answer 401 is held back; the real API takes 3 s.</summary>
    public TimeSpan AuthenticationDelay { get; init; }

    /// <summary>Who is told of changes.</summary>
    public IReadOnlyList<IWorldObserver> Observers { get; init; } = [];
}
