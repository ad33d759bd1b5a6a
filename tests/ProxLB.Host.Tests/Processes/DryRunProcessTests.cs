namespace ProxLB.Host.Tests.Processes;

/// <summary>What the real program does not do where it is only to look.</summary>
public sealed class DryRunProcessTests
{
    [Theory]
    [InlineData("balancing: {enable: false}", "apply --yes")]
    [InlineData(ProcessSite.Quick, "apply --dry-run")]
    [InlineData(ProcessSite.Quick, "drain pve1 --dry-run")]
    public async Task E10_a_dry_run_sends_no_POST(string sections, string arguments)
    {
        await using var site = await ProcessSite.StartAsync(sections);
        site.ExpectNoPost();

        var (exitCode, said) = await site.RunProcessAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.Done, exitCode);
        Assert.Contains("reach the goal", said, StringComparison.Ordinal);
        await site.AssertNoPostAsync();
    }

    [Fact]
    public async Task P09_a_dry_run_starts_no_cooldown()
    {
        await using var site = await ProcessSite.StartAsync("balancing: {enable: true, parallel: true, cooldown: 2h}");

        Assert.Equal(ExitCodes.Done, (await site.RunProcessAsync("apply", "--dry-run")).ExitCode);
        Assert.Empty(site.Requested);
        await site.ApplyAsync();

        Assert.NotEmpty(site.Requested);
    }
}
