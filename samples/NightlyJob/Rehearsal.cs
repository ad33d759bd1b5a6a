using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Proxmox;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Generation;

namespace NightlyJob;

/// <summary>A night against a simulated cluster whose time flies, with a receiver of reports in the same process.</summary>
internal static class Rehearsal
{
    private const double Speed = 60;

    public static async Task<ExecutionReport> RunAsync(CancellationToken stop)
    {
        await using var cluster = await ClusterSimulator.StartAsync(
            new ClusterSimulatorOptions { Generator = new GeneratorOptions { Nodes = 3, Guests = 18, HaShare = 0 }, Speed = Speed }, stop);
        await using var receiver = await StartReceiverAsync(stop);
        using var provider = ProxmoxClusterProvider.Create(OptionsOf(cluster), time: cluster.Clock);
        var state = Directory.CreateTempSubdirectory("nightly-job");
        try
        {
            var run = new NightlyRun(provider, new Balancer(), new ExecutionOptions(), cluster.Clock);
            return await run.RunAsync(state.FullName, new Uri(receiver.Urls.First()), stop);
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static ProxmoxOptions OptionsOf(ClusterSimulator cluster)
    {
        var token = cluster.Token.Split('!', '=');
        return new ProxmoxOptions
        {
            Hosts = [cluster.Address.Authority],
            Fingerprint = cluster.Fingerprint,
            User = token[0],
            TokenId = token[1],
            TokenSecret = token[2],
        };
    }

    private static async Task<WebApplication> StartReceiverAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = builder.Build();
        receiver.MapPost("/", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var plan = PlanReader.Read(body.ToArray());
            Console.WriteLine($"received the report of a plan that is {plan.Status}, with {plan.Migrations.Count(migration => migration.Outcome is not null)} outcomes");
        });
        await receiver.StartAsync(stop);
        return receiver;
    }
}
