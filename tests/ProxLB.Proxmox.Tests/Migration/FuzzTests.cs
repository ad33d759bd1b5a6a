using System.Globalization;
using System.Text;
using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Migration;

/// <summary>Whatever the cluster answers around a migration: no unhandled exception, no hang, no arrival that is none.</summary>
/// <remarks>The environment variable PROXLB_FUZZ sets the number of mutations; a failure names its seed.</remarks>
public sealed class FuzzTests
{
    private const int UsualRounds = 600;

    [Theory]
    [InlineData("8.4.1", 3)]
    [InlineData("9.2.11", 4)]
    public async Task Mutated_answers_around_a_migration_are_survived(string version, int seed)
    {
        var paths = await PathsAsync(version);
        var rounds = int.Parse(Environment.GetEnvironmentVariable("PROXLB_FUZZ") ?? UsualRounds.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) / 4;
        for (var round = 0; round < rounds; round++)
        {
            await RunAsync(version, paths, (seed * 1_000_000) + round);
        }
    }

    private static async Task RunAsync(string version, IReadOnlyList<string> paths, int seed)
    {
        var random = new Random(seed);
        var mutator = new JsonMutator(random);
        var cluster = Cluster(version);
        var answers = new StringBuilder();
        foreach (var path in Enumerable.Range(0, random.Next(1, 3)).Select(_ => paths[random.Next(paths.Count)]).Distinct(StringComparer.Ordinal).ToList())
        {
            var answer = mutator.Mutate(await cluster.AnswerAsync(path));
            answers.AppendLine(CultureInfo.InvariantCulture, $"{path}: {answer}");
            cluster.On(path, _ => RecordedCluster.Json(answer));
        }

        using var provider = Providers.Over(cluster);
        foreach (var step in Steps(provider, answers.ToString()))
        {
            try
            {
                await step().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            }
            catch (Exception expected) when (expected is ClusterUnreachableException or MigrationRefusedException)
            {
                Assert.DoesNotContain('\n', expected.Message);
            }
            catch (Exception other) when (other is not OutOfMemoryException)
            {
                Assert.Fail($"Seed {seed}: {other}\n{answers}");
            }
        }
    }

    private static IEnumerable<Func<Task>> Steps(ProxmoxClusterProvider provider, string answers)
    {
        yield return () => provider.CaptureAsync(default);
        foreach (var request in (MigrationRequest[])[RecordedMigration.Vm, RecordedMigration.Container, RecordedMigration.Ha])
        {
            yield return () => provider.CheckAsync(request with { RuleDigest = HaRuleDigest.Of(HaFacts.None), RequiredMemoryBytes = 1 << 30 }, default);
            yield return () => provider.StartMigrationAsync(request, default);
            yield return () => provider.FindMigrationAsync(request, DateTimeOffset.UnixEpoch, default);
        }

        foreach (var ticket in (MigrationTicket[])[RecordedMigration.Ticket, RecordedMigration.HaTicket])
        {
            yield return async () =>
            {
                var status = await provider.GetMigrationAsync(ticket, default);
                var wasToldElsewhere = status.Node is { } node && node != ticket.Request.From && (node == ticket.Request.To || answers.Contains(node, StringComparison.Ordinal));
                Assert.True(status.State != MigrationState.Ended || wasToldElsewhere, $"{ticket.Request} has ended on {status.Node}");
            };
            yield return () => provider.CancelMigrationAsync(ticket, default);
        }
    }

    private static RecordedCluster Cluster(string version) => RecordedMigration.Cluster(version)
        .WithTask(RecordedMigration.Upid, """{"status":"running"}""").WithLog(RecordedMigration.Upid, """[{"n":1,"t":"starting migration of VM 100 to node 'pve2' (10.0.0.2)"},{"n":2,"t":"migration active, transferred 1.2 GiB of 4.0 GiB VM-state, 110 MiB/s"}]""")
        .WithTask(RecordedMigration.HaUpid, """{"status":"stopped","exitstatus":"OK"}""")
        .WithTask(RecordedMigration.WorkerUpid, """{"status":"running"}""").WithLog(RecordedMigration.WorkerUpid, "[]")
        .On("GET /nodes/pve1/tasks", $$"""[{"upid":"{{RecordedMigration.Upid}}","node":"pve1","type":"qmigrate","id":"100","starttime":{{RecordedMigration.Started}}}]""")
        .On("GET /nodes/pve2/tasks", $$"""[{"upid":"{{RecordedMigration.WorkerUpid}}","node":"pve2","type":"qmigrate","id":"102","starttime":{{RecordedMigration.Started}}}]""")
        .On($"DELETE /nodes/pve1/tasks/{Uri.EscapeDataString(RecordedMigration.Upid)}", "null")
        .On($"DELETE /nodes/pve2/tasks/{Uri.EscapeDataString(RecordedMigration.WorkerUpid)}", "null");

    private static async Task<IReadOnlyList<string>> PathsAsync(string version)
    {
        var cluster = Cluster(version);
        using var provider = Providers.Over(cluster);
        foreach (var step in Steps(provider, ""))
        {
            try
            {
                await step();
            }
            catch (MigrationRefusedException)
            {
                // which calls it makes is all that counts here
            }
        }

        return [.. cluster.Calls.Select(call => call.Line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(cluster.Knows)];
    }
}
