using ProxLB.SimulatedCluster.Time;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster;

/// <summary>A world that keeps up with a clock and may be used by several threads.</summary>
internal sealed class Simulation(ClusterWorld world, TimeProvider clock)
{
    private readonly Lock _gate = new();

    public TimeProvider Clock { get; } = clock;

    public ClusterVersion Version => world.Version;

    public void Change(Action<ClusterWorld> action)
    {
        lock (_gate)
        {
            world.AdvanceTo(Clock.GetUtcNow());
            action(world);
        }
    }

    public T Change<T>(Func<ClusterWorld, T> function)
    {
        lock (_gate)
        {
            world.AdvanceTo(Clock.GetUtcNow());
            return function(world);
        }
    }

    public T Read<T>(Func<ClusterWorld, T> function) => Change(function);

    /// <summary>Moves a clock that can be moved by hand, and the world with it, a second at a time.</summary>
    public void Advance(TimeSpan by)
    {
        if (Clock is not SimulationClock manual)
        {
            throw new InvalidOperationException("The time cannot be moved by hand.\nUse a SimulationClock, or move the TimeProvider that was given.");
        }

        manual.Advance(by);
        Change(_ => { });
    }
}
