using ProxLB.Core.Cluster;

namespace ProxLB.Core.Constraints;

/// <summary>A running virtual machine whose disks are replicated only goes to its replication targets: Proxmox refuses all others.</summary>
internal sealed class ReplicationConstraint : NodeFilterConstraint
{
    public override string Name => PlacementConstraints.Replication;

    protected override bool Concerns(Guest guest) => guest is { Kind: GuestKind.Vm, Running: true, ReplicatedTo.Count: > 0 };

    protected override bool Allows(Guest guest, ClusterNode node) =>
        string.Equals(guest.Node, node.Name, StringComparison.OrdinalIgnoreCase)
        || guest.ReplicatedTo.Contains(node.Name, StringComparer.OrdinalIgnoreCase);

    protected override string Explain(Guest guest, ClusterNode node) =>
        $"Its disks are replicated to {string.Join(", ", guest.ReplicatedTo)}, and it moves only there while it runs.";
}
