using ProxLB.Core.Cluster;
using ProxLB.Core.Operation;

namespace ProxLB.Web.Api.Models;

/// <summary>Makes the document of an operator's state.</summary>
internal static class StateView
{
    public static StateDocument Of(OperatorState state, bool guests = false) => new()
    {
        Cluster = state.Facts?.Name,
        CapturedAt = state.FactsAt,
        Quorate = state.Facts?.Quorate ?? false,
        Reachable = state.UnreadableBecause is null,
        Problem = state.UnreadableBecause ?? state.LastError ?? state.CircuitOpenBecause,
        Activity = ActivityOf(state),
        MayAct = NotActing(state) is null,
        NotActingBecause = NotActing(state),
        Plan = state.Plan?.Id,
        NextRunAt = state.NextRunAt,
        Run = state.Run is null ? null : RunView.Of(state.Run),
        LastRun = state.LastRun is null ? null : RunView.Of(state.LastRun),
        Drained = state.Drained,
        Nodes = Nodes(state),
        Spread = Spread(state),
        Guests = guests ? [.. (state.Facts?.Guests ?? []).Select(Of)] : null,
    };

    public static Activity ActivityOf(OperatorState state) => state switch
    {
        { Run.Stopping: true } => Activity.Stopping,
        { Paused: true } => Activity.Paused,
        { Run: not null } => Activity.Running,
        { Facts: null } => Activity.Starting,
        _ => Activity.Idle,
    };

    private static string? NotActing(OperatorState state) =>
        state.NothingIsSentBecause ?? (state.Acting.Allowed ? null : state.Acting.Reason ?? "This host may not migrate guests now.");

    private static List<NodeDocument> Nodes(OperatorState state)
    {
        if (state.Facts is not { } facts)
        {
            return [];
        }

        var guests = facts.Guests.CountBy(guest => guest.Node, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return [.. facts.Nodes.Select(node => Of(node, guests.GetValueOrDefault(node.Name), state.Drained.Contains(node.Name, StringComparer.OrdinalIgnoreCase)))];
    }

    private static NodeDocument Of(ClusterNode node, int guests, bool drained) => new()
    {
        Name = node.Name,
        Online = node.Online,
        Maintenance = node.Maintenance,
        Drained = drained,
        Guests = guests,
        CpuCores = node.CpuCores,
        MemoryBytes = node.MemoryBytes,
        MemoryUsedBytes = node.MemoryUsedBytes,
        DiskBytes = node.DiskBytes,
        DiskUsedBytes = node.DiskUsedBytes,
        Utilisation = NodeFigures.Utilisation(node),
        Pressure = NodeFigures.Pressure(node),
    };

    private static Dictionary<string, double> Spread(OperatorState state) =>
        (state.Facts?.Nodes ?? [])
            .Where(node => node is { Online: true, Maintenance: false })
            .SelectMany(NodeFigures.Utilisation)
            .GroupBy(figure => figure.Key, figure => figure.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Math.Round(100 * (group.Max() - group.Min()), 1), StringComparer.Ordinal);

    private static GuestDocument Of(Guest guest) =>
        new(guest.Id, guest.Name, guest.Kind, guest.Node, guest.Running, guest.MemoryBytes, guest.CpuCores);
}
