using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Execution.Chaos;

/// <summary>A cluster in bad weather: answers get lost or late, and somebody else is always at work on it. Keeps watch over what is asked of it.</summary>
internal sealed class ChaoticProvider(InMemoryClusterProvider inner, Random random, TimeProvider time, ChaosWatch watch) : IClusterProvider
{
    /// <summary>How many of a thousand calls go wrong.</summary>
    public int Faults { get; set; }

    /// <summary>How many of a thousand calls meet somebody else's deeds.</summary>
    public int Deeds { get; set; }

    public Task<ClusterSnapshot> CaptureAsync(CancellationToken cancellationToken) => AskAsync(() => inner.CaptureAsync(cancellationToken), cancellationToken);

    public Task<MigrationCheck> CheckAsync(MigrationRequest request, CancellationToken cancellationToken) =>
        AskAsync(() => inner.CheckAsync(request, cancellationToken), cancellationToken);

    public Task<MigrationTicket> StartMigrationAsync(MigrationRequest request, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            switch (random.Next(12))
            {
                case 0:
                    inner.FailNext(request.Guest, "migration aborted");
                    break;
                case 1:
                    inner.RefuseNext(request.Guest, "can't migrate VM which uses local devices");
                    break;
                case 2:
                    inner.RefuseNext(request.Guest, "can't lock file - got timeout", retryLater: true);
                    break;
                case 3 when request.Ha:
                    var nodes = inner.Current.Nodes;
                    inner.RedirectNext(request.Guest, nodes[random.Next(nodes.Count)].Name);
                    break;
                default:
                    break;
            }

            watch.BeforeStart(request);
            var ticket = await inner.StartMigrationAsync(request, cancellationToken);
            watch.AfterStart(ticket);
            return ticket;
        },
        cancellationToken);

    public Task<MigrationStatus> GetMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) =>
        AskAsync(() => inner.GetMigrationAsync(ticket, cancellationToken), cancellationToken);

    public Task CancelMigrationAsync(MigrationTicket ticket, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            await inner.CancelMigrationAsync(ticket, cancellationToken);
            watch.Aborted.Add(ticket.Task!);
            return true;
        },
        cancellationToken);

    public Task<MigrationTicket?> FindMigrationAsync(MigrationRequest request, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        AskAsync(() => inner.FindMigrationAsync(request, notBefore, cancellationToken), cancellationToken);

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        if (random.Next(1000) < Deeds)
        {
            watch.Act(random);
        }

        if (random.Next(1000) >= Faults)
        {
            return await ask();
        }

        switch (random.Next(4))
        {
            case 0:
                throw new ClusterUnreachableException("No route to host.");
            case 1:
                await ask();
                throw new ClusterUnreachableException("The connection broke before the reply came.");
            case 2:
                await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 90)), time, cancellationToken);
                return await ask();
            default:
                var answer = await ask();
                await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 90)), time, cancellationToken);
                return answer;
        }
    }
}
