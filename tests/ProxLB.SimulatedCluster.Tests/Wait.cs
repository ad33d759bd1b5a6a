using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests;

/// <summary>Lets simulated time pass until something holds.</summary>
internal static class Wait
{
    public static void Until(ClusterWorld world, Func<bool> condition, int seconds = 600)
    {
        for (var second = 0; second < seconds && !condition(); second++)
        {
            world.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(condition(), $"it did not come to pass in {seconds} simulated seconds");
    }
}
