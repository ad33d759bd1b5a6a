
namespace ProxLB.SimulatedCluster.Http;

/// <summary>Leaves the process's signals to the program that the simulated cluster is part of.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
