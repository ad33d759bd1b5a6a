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

    [Theory]
    [InlineData("GET /cluster/resources")]
    [InlineData("GET /cluster/status")]
    [InlineData("GET /cluster/options")]
    [InlineData("GET /cluster/ha/status/manager_status")]
    [InlineData("GET /nodes/pve1/status")]
    [InlineData("GET /nodes/pve1/qemu/100/config")]
    public async Task An_answer_nested_1000_deep_is_unusable_and_no_crash(string call)
    {
        var deep = new string('[', 1000) + new string(']', 1000);
        using var provider = Providers.Over(Recordings.Cluster().On(call, deep));
        try
        {
            Assert.Equal(RealGuests, (await provider.CaptureAsync(default)).Guests.Select(guest => guest.Id));
            Assert.NotEqual("GET /cluster/resources", call);
        }
        catch (ClusterUnreachableException unusable)
        {
            Assert.Contains("is not what Proxmox gives", unusable.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', unusable.Message);
        }
    }

    [Theory]
    [InlineData("GET /storage")]
    [InlineData("GET /cluster/metrics/export")]
    [InlineData("GET /nodes/pve1/qemu/100/config")]
    public async Task An_answer_of_50_megabytes_in_one_text_costs_its_datum_and_no_more(string call)
    {
        var text = string.Concat("{\"data\":\"", new string('x', 50_000_000), "\"}");
        using var provider = Providers.Over(Recordings.Cluster().On(call, _ => RecordedCluster.Json(text)));

        Assert.Equal(RealGuests, (await provider.CaptureAsync(default)).Guests.Select(guest => guest.Id));
    }

    [Fact]
    public async Task An_answer_without_end_is_given_up()
    {
        using var provider = Providers.Over(Recordings.Cluster().On("GET /storage", _ => new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) }));

        var snapshot = await provider.CaptureAsync(default);

        Assert.Contains("storages", snapshot.Unknown);
        Assert.Equal(RealGuests, snapshot.Guests.Select(guest => guest.Id));
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
            Assert.True(!RealGuests.Except(found).Any() || log.Lines.Any(TellsOfLostGuests), "lost without a warning that says so");
            Assert.True(guestsAreMutated || found.Count == RealGuests.Length, "lost though the list of guests is whole");
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

    private static bool TellsOfLostGuests(string line) => line.StartsWith("Warning", StringComparison.Ordinal)
        && (line.Contains("rows of the cluster's resources cannot be made out", StringComparison.Ordinal) || line.Contains("were left out", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> PathsAsync(string version)
    {
        var cluster = Recordings.Cluster(version);
        using var provider = Providers.Over(cluster);
        await provider.CaptureAsync(default);
        return [.. cluster.Calls.Select(call => call.Line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(cluster.Knows)];
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
