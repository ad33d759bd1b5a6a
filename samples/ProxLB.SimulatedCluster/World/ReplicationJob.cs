namespace ProxLB.SimulatedCluster.World;

/// <summary>A storage replication job.</summary>
/// <param name="Guest">The VMID.</param>
/// <param name="Number">Its number among the guest's jobs.</param>
/// <param name="Target">The node it copies to.</param>
public sealed record ReplicationJob(int Guest, int Number, string Target)
{
    /// <summary>Its id, such as <c>100-0</c>.</summary>
    public string Id => $"{Guest}-{Number}";
}
