namespace ProxLB.SimulatedCluster.World.Events;

/// <summary>Is told of every change of the world and every request for a migration, in their order.</summary>
public interface IWorldObserver
{
    /// <summary>Something happened. Called while the world is locked: it must be quick and must not call back.</summary>
    /// <param name="worldEvent">What.</param>
    void OnEvent(WorldEvent worldEvent);
}
