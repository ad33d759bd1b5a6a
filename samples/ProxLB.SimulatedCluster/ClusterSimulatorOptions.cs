using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster;

/// <summary>What cluster to simulate and how.</summary>
public sealed record ClusterSimulatorOptions
{
    /// <summary>How fast the demonstration runs: a migration takes a second or two.</summary>
    public const double DemonstrationSpeed = 10;

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

    /// <summary>How long every answer is held back, in simulated time.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How long an answer 401 is held back; the real API takes 3 s.</summary>
    public TimeSpan AuthenticationDelay { get; init; }

    /// <summary>How long a ticket is valid, in simulated time; the real one is for 2 hours.</summary>
    public TimeSpan TicketLifetime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Who is told of changes.</summary>
    public IReadOnlyList<IWorldObserver> Observers { get; init; } = [];

    /// <summary>A cluster to show balancing with: unbalanced, with rules of every kind that are broken at the start.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <param name="guests">Number of guests.</param>
    /// <param name="seed">Which cluster of that size.</param>
    /// <param name="version">The Proxmox VE release, such as <c>9.2</c>.</param>
    /// <exception cref="FormatException">The release is none from 7.0 to 9.x.</exception>
    public static ClusterSimulatorOptions Demonstration(int nodes = 5, int guests = 40, int seed = 1, string version = "9.2") => new()
    {
        Generator = new GeneratorOptions { Nodes = nodes, Guests = guests, Seed = seed },
        Settings = new WorldSettings { Seed = seed },
        Version = ClusterVersion.Parse(version),
        Speed = DemonstrationSpeed,
    };
}
