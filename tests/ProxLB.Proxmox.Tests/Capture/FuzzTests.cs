using System.Globalization;
using System.Text;
using ProxLB.Core.Execution;
using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Capture;

/// <summary>Whatever the cluster answers: no unhandled exception, no hang, no guest invented or lost without a warning.</summary>
/// <remarks>The environment variable PROXLB_FUZZ sets the number of mutations; a failure names its seed.</remarks>
public sealed class FuzzTests
{
    private const int UsualRounds = 3000;

    private static readonly int[] RealGuests = [100, 101, 102];

    [Theory]
    [InlineData("8.4.1", 1)]
    [InlineData("9.2.11", 2)]
    public async Task Mutated_answers_are_survived(string version, int seed)
    {
        var paths = await PathsAsync(version);
        var rounds = int.Parse(Environment.GetEnvironmentVariable("PROXLB_FUZZ") ?? UsualRounds.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) / 2;
        for (var round = 0; round < rounds; round++)
        {
            await RunAsync(version, paths, (seed * 1_000_000) + round);
        }
    }

    [Fact]
    public async Task An_answer_of_50_megabytes_is_read()
    {
        var rows = new StringBuilder(Recordings.Resources.TrimEnd()).Remove(Recordings.Resources.TrimEnd().Length - 1, 1);
        while (rows.Length < 50_000_000)
        {
            rows.Append(""",{"id":"sdn/pve1/net","type":"sdn","sdn":"net","node":"pve1","status":"ok","comment":"a long one that says nothing at all about anything"}""");
        }

        using var provider = Providers.Over(Recordings.Cluster().On("GET /cluster/resources", rows.Append(']').ToString()));

        Assert.Equal(RealGuests, (await provider.CaptureAsync(default)).Guests.Select(guest => guest.Id));
    }

    private static async Task RunAsync(string version, IReadOnlyList<string> paths, int seed)
    {
        var random = new Random(seed);
        var mutator = new JsonMutator(random);
        var cluster = Recordings.Cluster(version);
        var mutated = Enumerable.Range(0, random.Next(1, 4)).Select(_ => paths[random.Next(paths.Count)]).ToHashSet(StringComparer.Ordinal);
        var guestsAreMutated = mutated.Contains("GET /cluster/resources");
        var answers = new StringBuilder();
        foreach (var path in mutated)
        {
            var answer = mutator.Mutate(await cluster.AnswerAsync(path));
            answers.AppendLine(CultureInfo.InvariantCulture, $"{path}: {answer}");
            cluster.On(path, _ => RecordedCluster.Json(answer));
        }

        var log = new LogSink();
        using var provider = Providers.Over(cluster, loggers: log);
        try
        {
            var snapshot = await provider.CaptureAsync(default).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            var found = snapshot.Guests.Select(guest => guest.Id).ToList();
            Assert.Equal(found.Distinct(), found);
            Assert.All(snapshot.Guests, guest => Assert.Contains(snapshot.Nodes, node => node.Name == guest.Node));
            var invented = found.Except(RealGuests).ToList();
            Assert.True(invented.Count == 0 || (guestsAreMutated && invented.All(id => answers.ToString().Contains(id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))), "invented");
            Assert.True(!RealGuests.Except(found).Any() || log.Lines.Any(line => line.StartsWith("Warning", StringComparison.Ordinal)), "lost without a warning");
        }
        catch (ClusterUnreachableException unreachable)
        {
            Assert.DoesNotContain('\n', unreachable.Message);
        }
        catch (Exception other) when (other is not OutOfMemoryException)
        {
            Assert.Fail($"Seed {seed}: {other}\n{answers}");
        }
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(string version)
    {
        var cluster = Recordings.Cluster(version);
        using var provider = Providers.Over(cluster);
        await provider.CaptureAsync(default);
        return [.. cluster.Calls.Select(call => call.Line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(cluster.Knows)];
    }
}
