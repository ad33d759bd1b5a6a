namespace ProxLB.Host.Tests.Commands;

/// <summary>Wrong arguments: one clear line, a hint, exit code 2, nothing on standard output.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("pln", "unknown command 'pln'. Did you mean 'plan'?")]
    [InlineData("plan --snapshto x", "unknown option '--snapshto'. Did you mean '--snapshot'?")]
    [InlineData("drain pve1 --dryrun", "unknown option '--dryrun'. Did you mean '--dry-run'?")]
    [InlineData("explain --outptu json", "unknown option '--outptu'. Did you mean '--output'?")]
    [InlineData("plan extra", "unknown argument 'extra'")]
    [InlineData("plan --output yaml", "--output: 'yaml' is not one of text, json, html")]
    [InlineData("plan --goal rules_only", "--goal: 'rules_only' is not one of target, best, rules-only. Did you mean 'rules-only'?")]
    [InlineData("plan --goal drain", "--goal: 'drain' is not one of target, best, rules-only")]
    [InlineData("demo --nodes many", "--nodes: write a whole number from 1 to 32")]
    [InlineData("demo --nodes 0", "--nodes: write a whole number from 1 to 32")]
    [InlineData("demo --seed -1", "--seed: write a whole number of at least 0")]
    [InlineData("demo --version 4.2", "--version: '4.2' is no Proxmox VE version; write one such as 8.4 or 9.2")]
    [InlineData("config chek", "unknown command 'chek'. Did you mean 'check'?")]
    [InlineData("config", "name a command: check, show")]
    [InlineData("plan --snapshot", "Required argument missing for option: '--snapshot'.")]
    public async Task A_wrong_argument_is_named(string arguments, string expected)
    {
        var result = await HostRunner.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal($"error: {expected}", result.ErrorLines[0]);
        Assert.StartsWith("Run 'proxlb", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(2, result.ErrorLines.Count);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("demo --help")]
    [InlineData("plan --help")]
    [InlineData("apply --help")]
    [InlineData("snapshot --help")]
    [InlineData("config check --help")]
    [InlineData("config show --help")]
    public async Task Help_shows_an_example(string arguments)
    {
        var result = await HostRunner.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("Example", result.Output, StringComparison.Ordinal);
        Assert.Contains("  proxlb ", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-v")]
    public async Task The_version_is_printed(string argument)
    {
        var result = await HostRunner.RunAsync(argument);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", result.Output);
    }

    [Fact]
    public async Task Without_arguments_the_commands_are_listed_and_it_is_an_error()
    {
        var result = await HostRunner.RunAsync();

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith("error: name a command: demo, plan, apply,", result.Error, StringComparison.Ordinal);
    }
}
