using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ProxLB.Host.Tests.Commands;

/// <summary>The demonstration, as a user without a cluster sees it.</summary>
public sealed class DemoCommandTests
{
    private static readonly string DotNet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    [Theory]
    [InlineData("demo --nodes 3 --guests 12 --seed 3")]
    [InlineData("demo --nodes 3 --guests 12 --seed 3 --version 8.4")]
    public async Task It_balances_a_cluster_and_a_second_plan_is_empty(string arguments)
    {
        var result = await HostRunner.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("reach the goal", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\d+ guests? moved in ", result.Output);
        Assert.EndsWith("Balanced: nothing to do.\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_shows_the_same_plan()
    {
        string[] arguments = ["demo", "--nodes", "3", "--guests", "12", "--seed", "5"];

        var first = await HostRunner.RunAsync(arguments);
        var second = await HostRunner.RunAsync(arguments);

        Assert.Equal(Plan(first), Plan(second));
    }

    [Fact]
    public async Task A_cluster_without_guests_is_balanced()
    {
        var result = await HostRunner.RunAsync("demo", "--nodes", "2", "--guests", "0");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("Balanced: nothing to do.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_demonstration_leaves_no_process_and_no_port()
    {
        using var process = Process.Start(new ProcessStartInfo(DotNet, [Path.Combine(AppContext.BaseDirectory, "proxlb.dll"), "demo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var port = await PortAsync(process);

        process.Kill();
        await process.WaitForExitAsync();

        Assert.True(process.HasExited);
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", port));
    }

    private static string Plan(HostResult result)
    {
        var start = result.Output.IndexOf("The plan", StringComparison.Ordinal);
        return result.Output[start..result.Output.IndexOf("The migrations", StringComparison.Ordinal)];
    }

    private static async Task<int> PortAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Regex.Match(line, @"https://127\.0\.0\.1:(?<port>\d+)/", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match)
            {
                return int.Parse(match.Groups["port"].ValueSpan);
            }
        }
        throw new InvalidOperationException($"The demonstration ended before it named its address: {await process.StandardError.ReadToEndAsync()}");
    }
}
