using System.Globalization;
using System.Text;

namespace ProxLB.Host.Tests.Commands;

/// <summary>Bad snapshots: exit code 2, every defect with its path on standard error, nothing on standard output, no stack trace.</summary>
public sealed class BadSnapshotTests
{
    [Theory]
    [InlineData("no JSON at all", "is not JSON")]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "$")]
    [InlineData("""{"schema": "proxlb.cluster/2", "nodes": [{"name": "a", "cpuCores": 4, "memoryBytes": 1024}], "guests": []}""", "$.schema")]
    [InlineData("""{"schema": "proxlb.cluster/1", "nodes": [{"name": "a", "cpuCores": 4, "memoryBytes": 1024}], "guests": [{"id": 1, "node": "b"}]}""", "$.guests[0].node")]
    [InlineData("""{"schema": "proxlb.cluster/1", "nodes": [{"name": "a", "cpuCores": 4, "memoryBytes": 1024}], "guests": [{"id": 1, "node": "a"}, {"id": 1, "node": "a"}]}""", "$.guests[1].id")]
    [InlineData("""{"schema": "proxlb.cluster/1", "nodes": [{"name": "a", "cpuCores": 4, "memoryBytes": -5}], "guests": []}""", "$.nodes[0].memoryBytes")]
    public async Task Each_defect_is_named_with_its_path(string snapshot, string expected)
    {
        var result = await PlanAsync(snapshot);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(result.ErrorLines, line => line.Contains(expected, StringComparison.Ordinal));
        Assert.All(result.ErrorLines, line => Assert.DoesNotMatch(@"^\s+at |Exception", line));
    }

    [Fact]
    public async Task Ten_thousand_defects_are_fifty_lines_and_a_count()
    {
        var guests = new StringBuilder();
        for (var id = 1; id <= 10_000; id++)
        {
            guests.Append(CultureInfo.InvariantCulture, $$"""{{(id > 1 ? "," : "")}}{"id": {{id}}, "node": "a", "memoryBytes": -1}""");
        }

        var result = await PlanAsync($$"""{"schema": "proxlb.cluster/1", "nodes": [{"name": "a", "cpuCores": 4, "memoryBytes": 1024}], "guests": [{{guests}}]}""");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(51, result.ErrorLines.Count);
        Assert.Contains("$.guests[49].memoryBytes", result.ErrorLines[49], StringComparison.Ordinal);
        Assert.Equal("and 9950 more, 10000 in all.", result.ErrorLines[50]);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var result = await HostRunner.RunAsync("plan", "--snapshot", "/nowhere/cluster.json");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal("error: /nowhere/cluster.json: there is no such snapshot file.", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task A_folder_is_no_snapshot()
    {
        var result = await HostRunner.RunAsync("plan", "--snapshot", Path.GetTempPath());

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains("the snapshot cannot be read", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static Task<HostResult> PlanAsync(string snapshot) => new HostRunner { Input = snapshot }.StartAsync("plan", "--snapshot", "-");
}
