using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Tests;

/// <summary>Keeps every event, as one line each.</summary>
internal sealed class EventLog : IWorldObserver
{
    public List<WorldEvent> Events { get; } = [];

    public void OnEvent(WorldEvent worldEvent) => Events.Add(worldEvent);

    public IEnumerable<WorldEvent> Of(WorldEventKind kind) => Events.Where(item => item.Kind == kind);
}
