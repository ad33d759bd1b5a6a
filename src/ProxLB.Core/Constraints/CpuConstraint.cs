using ProxLB.Core.Cluster;

namespace ProxLB.Core.Constraints;

/// <summary>A running virtual machine only goes to nodes with the CPU it sees: the same model for CPU type <c>host</c>, and the flags it needs.</summary>
/// <remarks>What is not known of a CPU does not bind.</remarks>
internal sealed class CpuConstraint : IPlacementConstraint
{
    private const string HostType = "host";

    public string Name => PlacementConstraints.Cpu;

    public void Bind(PlacementContext context)
    {
        var cluster = context.Cluster;
        var sets = new Dictionary<(string? Model, string Flags), NodeSet>();
        for (var g = 0; g < context.GuestCount; g++)
        {
            var guest = cluster.Guests[g];
            if (!context.MayMove(g) || !Concerns(guest))
            {
                continue;
            }

            var home = cluster.Nodes[context.Placement[g]];
            var model = IsHostType(guest) ? home.CpuModel : null;
            var key = (model, string.Join(' ', guest.CpuFlags));
            if (!sets.TryGetValue(key, out var nodes))
            {
                sets.Add(key, nodes = Suited(cluster, guest, model));
            }

            context.RestrictMoves(g, nodes);
        }

        var homes = context.Placement.ToArray();
        context.ExplainWith((g, n) =>
            n != homes[g] && Concerns(cluster.Guests[g]) ? Explain(cluster.Guests[g], cluster.Nodes[homes[g]], cluster.Nodes[n]) : null);
    }

    private static bool Concerns(Guest guest) => guest is { Kind: GuestKind.Vm, Running: true } && (guest.CpuFlags.Count > 0 || IsHostType(guest));

    private static bool IsHostType(Guest guest) => string.Equals(guest.CpuType, HostType, StringComparison.OrdinalIgnoreCase);

    private static NodeSet Suited(ClusterSnapshot cluster, Guest guest, string? model)
    {
        var nodes = new NodeSet(cluster.Nodes.Count);
        for (var n = 0; n < cluster.Nodes.Count; n++)
        {
            if (IsModel(cluster.Nodes[n], model) && MissingFlag(guest, cluster.Nodes[n]) is null)
            {
                nodes.Add(n);
            }
        }

        return nodes;
    }

    private static bool IsModel(ClusterNode node, string? model) =>
        model is null || node.CpuModel is null || string.Equals(node.CpuModel, model, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first flag that the guest needs and the node is known not to have. A flag with a minus sign is one the guest does without.</summary>
    private static string? MissingFlag(Guest guest, ClusterNode node)
    {
        if (node.CpuFlags.Count == 0)
        {
            return null;
        }

        foreach (var flag in guest.CpuFlags)
        {
            var name = flag.TrimStart('+');
            if (!name.StartsWith('-') && !node.CpuFlags.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }

    private static string? Explain(Guest guest, ClusterNode home, ClusterNode node)
    {
        if (IsHostType(guest) && !IsModel(node, home.CpuModel))
        {
            return $"Its CPU type is host, and {node.Name} has another CPU ({node.CpuModel}) than {home.Name} ({home.CpuModel}).";
        }

        return MissingFlag(guest, node) is { } flag ? $"It needs the CPU flag {flag}, which {node.Name} does not have." : null;
    }
}
