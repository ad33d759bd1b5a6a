using ProxLB.SimulatedCluster.World.Events;

namespace ProxLB.SimulatedCluster.Tests.Ha.Coexistence;

/// <summary>Tells the motions that the HA manager was asked for from those that it made of its own accord.</summary>
internal sealed class MotionLog : IWorldObserver
{
    private readonly HashSet<int> _asked = [];

    /// <summary>Motions that nobody asked for, as text.</summary>
    public List<string> OwnMotions { get; } = [];

    /// <summary>Requests that it refused or dropped, as text.</summary>
    public List<string> Refused { get; } = [];

    public void OnEvent(WorldEvent worldEvent)
    {
        switch (worldEvent)
        {
            case { Kind: WorldEventKind.HaMotionQueued, Guest: { } guest }:
                _asked.Add(guest);
                break;
            case { Kind: WorldEventKind.HaServiceChanged, Text: "migrate" or "relocate", Guest: { } guest }:
                if (!_asked.Remove(guest))
                {
                    OwnMotions.Add($"{guest}: {worldEvent.Node} -> {worldEvent.Target}");
                }

                break;
            case { Kind: WorldEventKind.HaServiceChanged, Text: "error" or "recovery" or "fence" }:
                OwnMotions.Add($"{worldEvent.Guest}: {worldEvent.Text}");
                break;
            case { Kind: WorldEventKind.HaMotionDropped or WorldEventKind.MigrationRefused }:
                Refused.Add($"{worldEvent.Guest} -> {worldEvent.Target}: {worldEvent.Text}");
                break;
        }
    }

    public void Clear()
    {
        OwnMotions.Clear();
        Refused.Clear();
    }
}
