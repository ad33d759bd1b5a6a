using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;
using ProxLB.Web.Api.Models;

namespace ProxLB.Web.Pages.Model;

/// <summary>Makes the rows of nodes out of facts and, if there is one, a plan.</summary>
internal static class NodeRows
{
    /// <summary>The loads that are always shown, in their order.</summary>
    public static readonly IReadOnlyList<string> Dimensions = ["memory", "cpu", "disk"];

    /// <summary>The name under which a node's pressure is shown: the highest of memory, CPU and I/O.</summary>
    public const string Pressure = "pressure";

    public static IReadOnlyList<NodeRow> Of(ClusterSnapshot facts, MigrationPlan? plan, IReadOnlyCollection<string> drained)
    {
        var change = LoadChange.Of(facts, plan);
        var guests = facts.Guests.CountBy(guest => guest.Node, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return [.. facts.Nodes.Select(node => Row(node, guests.GetValueOrDefault(node.Name), plan, change, drained))];
    }

    private static NodeRow Row(ClusterNode node, int guests, MigrationPlan? plan, LoadChange change, IReadOnlyCollection<string> drained)
    {
        var measured = NodeFigures.Utilisation(node);
        var loads = Dimensions.Select(dimension => Load(node, dimension, measured, plan, change)).ToList();
        var pressure = NodeFigures.Pressure(node)?.Values.DefaultIfEmpty().Max() / 100;
        loads.Add(new(Pressure, pressure, null));
        return new(node.Name, Mark(node, drained), guests, guests + change.Guests(node.Name), loads);
    }

    // What the plan says of a dimension that it balances holds; the others are reckoned from the guests that come and go.
    private static NodeLoad Load(ClusterNode node, string dimension, IReadOnlyDictionary<string, double> measured, MigrationPlan? plan, LoadChange change)
    {
        if (Planned(plan?.Before, node.Name, dimension) is { } before)
        {
            return new(dimension, before, Planned(plan!.After, node.Name, dimension));
        }

        if (!measured.TryGetValue(dimension, out var now))
        {
            return new(dimension, null, null);
        }

        return new(dimension, now, plan is null ? null : Math.Max(0, now + change.Load(node, dimension)));
    }

    private static double? Planned(PlacementState? state, string node, string dimension) =>
        state?.Nodes.FirstOrDefault(known => known.Name == node)?.Utilisation.TryGetValue(dimension, out var load) == true ? load : null;

    private static string? Mark(ClusterNode node, IReadOnlyCollection<string> drained) => node switch
    {
        { Online: false } => "offline",
        _ when drained.Contains(node.Name, StringComparer.OrdinalIgnoreCase) => "drained",
        { Maintenance: true } => "maintenance",
        _ => null,
    };
}
