using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Core.Serialization;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Api;

/// <summary>A secret is planted, a whole run is made against the simulated cluster, from the first look to the journal, and all that it leaves behind is searched.</summary>
public sealed class FullRunSecretTests
{
    private const string PlantedPassword = "planted/pass+word=1";
    private const string PlantedToken = "5ec2e700-1111-2222-3333-444455556666";
    private const string User = "lb@pve";

    [Theory]
    [InlineData("7.4", true)]
    [InlineData("7.4", false)]
    [InlineData("9.2", true)]
    [InlineData("9.2", false)]
    public async Task No_log_exception_text_plan_snapshot_trace_or_journal_shows_a_secret(string version, bool usesToken)
    {
        var output = new ConcurrentQueue<string>();
        using var traces = Listen(output);
        var facts = new ClusterBuilder().Node("pve1").Node("pve2").SharedStorage("ceph")
            .Guest(100, "pve1", tags: "plb_pin_pve2").Disk("ceph", 8).Container(101, "pve1", tags: "plb_pin_pve2").HaGuest(102, "pve1", tags: "plb_pin_pve2").Build();
        await using var cluster = await ClusterSimulator.StartAsync(new ClusterSimulatorOptions { Snapshot = facts, Version = ClusterVersion.Parse(version), Speed = 100 });
        Plant(cluster);
        using var log = new LogSink();
        var journal = Path.Combine(Directory.CreateTempSubdirectory("proxlb-").FullName, "journal");
        try
        {
            var options = OptionsFor(cluster, usesToken);
            using (var provider = ProxmoxClusterProvider.Create(options, log, cluster.Clock))
            {
                output.Enqueue($"{options}\n{provider}");
                await RunAsync(provider, cluster, journal, log, output);
                await FailAsync(provider, cluster, output);
            }

            output.Enqueue(await File.ReadAllTextAsync(journal));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(journal)!, recursive: true);
        }

        var all = log.Text + string.Join('\n', output);
        Assert.Contains("plb_pin_pve2", all, StringComparison.Ordinal); // it is the run's output indeed
        foreach (var secret in (string[])[PlantedToken, PlantedPassword, Uri.EscapeDataString(PlantedPassword), "PVE:lb@pve:", "PVEAuthCookie", "PVEAPIToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(PlantedPassword))])
        {
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task RunAsync(ProxmoxClusterProvider provider, ClusterSimulator cluster, string journal, LogSink log, ConcurrentQueue<string> output)
    {
        output.Enqueue(JsonSerializer.Serialize(await provider.DiagnoseAsync(default)));
        var snapshot = await provider.CaptureAsync(default);
        output.Enqueue(Encoding.UTF8.GetString(SnapshotWriter.ToUtf8(snapshot)));
        output.Enqueue(snapshot.ToString());
        var plan = new Balancer().Plan(snapshot);
        Assert.NotEmpty(plan.Migrations);
        output.Enqueue(Encoding.UTF8.GetString(PlanWriter.ToUtf8(plan)));
        output.Enqueue(plan.ToString());
        cluster.ExpireTickets();
        using var file = FileJournal.Open(journal);
        var executor = new PlanExecutor(provider, null, file, cluster.Clock, new Logger<PlanExecutor>(log));
        var report = await executor.ExecuteAsync(plan).WaitAsync(TimeSpan.FromMinutes(5), TimeProvider.System);
        output.Enqueue(JsonSerializer.Serialize(report));
        Assert.NotEmpty(report.Steps);
    }

    private static async Task FailAsync(ProxmoxClusterProvider provider, ClusterSimulator cluster, ConcurrentQueue<string> output)
    {
        foreach (var fault in (Fault[])[new() { Status = 500, Reason = "got timeout" }, new() { Status = 401, Reason = "No ticket" }, new() { Status = 403, Reason = "Permission check failed (/, Sys.Audit)" }, new() { Status = 595, Reason = "No route to host" }, new() { Garbage = "<html>" }, new() { Drop = true }])
        {
            cluster.Faults.Add(fault);
            output.Enqueue((await Assert.ThrowsAnyAsync<ClusterUnreachableException>(() => provider.CaptureAsync(default))).ToString());
            cluster.Faults.Clear();
        }
    }

    private static void Plant(ClusterSimulator cluster) => cluster.Change(world =>
    {
        world.Access.Users[User] = new SimulatedUser(User, PlantedPassword);
        var (id, token) = world.Access.Tokens.First();
        world.Access.Tokens[id] = token with { Secret = PlantedToken };
    });

    private static ProxmoxOptions OptionsFor(ClusterSimulator cluster, bool usesToken)
    {
        var options = Simulated.OptionsFor(cluster);
        options.TokenSecret = PlantedToken;
        if (!usesToken)
        {
            Simulated.WithPassword(options);
            options.Password = PlantedPassword;
        }

        return options;
    }

    private static ActivityListener Listen(ConcurrentQueue<string> output)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => output.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
