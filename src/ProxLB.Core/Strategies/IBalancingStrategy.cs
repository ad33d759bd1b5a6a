using ProxLB.Core.Cluster;

namespace ProxLB.Core.Strategies;

/// <summary>What is balanced: memory, CPU, disk, pressure, or the user's own figure. A strategy measures and does nothing else.</summary>
public interface IBalancingStrategy
{
    /// <summary>Its name, unique without regard to case.</summary>
    string Name { get; }

    /// <summary>Measures the loads of all nodes and guests. Called once a run.</summary>
    LoadModel Measure(ClusterSnapshot cluster);
}
