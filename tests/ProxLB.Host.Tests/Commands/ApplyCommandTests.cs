using Microsoft.Extensions.DependencyInjection;
using ProxLB.Core.Execution;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Planning;
using ProxLB.Host.Tests.Configuration;
using ProxLB.TestKit;

namespace ProxLB.Host.Tests.Commands;

/// <summary>When a plan is carried out, and when it is only shown.</summary>
public sealed class ApplyCommandTests
{
    [Fact]
    public async Task Nobody_is_asked_where_nobody_can_answer()
    {
        using var run = new Run();

        var result = await run.StartAsync(new(), "apply");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains("Add --yes to migrate, or --dry-run to only look.", result.Error, StringComparison.Ordinal);
        Assert.Empty(run.Provider.Started);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("")]
    [InlineData("what")]
    public async Task Anything_but_yes_sends_nothing(string answer)
    {
        using var run = new Run();

        var result = await run.StartAsync(new() { Input = answer + "\n", InputIsTerminal = true }, "apply");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("[y/N]", result.Error, StringComparison.Ordinal);
        Assert.Empty(run.Provider.Started);
    }

    [Fact]
    public async Task A_configuration_that_is_not_enabled_sends_nothing_and_says_why()
    {
        using var run = new Run("enable: false");

        var result = await run.StartAsync(new(), "apply", "--yes");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("because balancing.enable is false in", result.Error, StringComparison.Ordinal);
        Assert.Empty(run.Provider.Started);
    }

    [Fact]
    public async Task A_state_directory_in_use_is_one_clear_line()
    {
        using var run = new Run();
        using var other = StateDirectory.Open(run.State.FullName);

        var result = await run.StartAsync(new(), "apply", "--yes");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(
            $"error: {run.State.FullName}: another proxlb is migrating guests with this state directory. Wait until it has ended, or stop it.",
            Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task An_open_circuit_lets_nothing_start_until_the_user_closes_it()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        var now = site.Cluster.Clock.GetUtcNow();
        using (var state = StateDirectory.Open(site.StatePath))
        {
            var opened = new JournalEntry { Kind = JournalEntryKind.CircuitOpened, At = now, Until = now.AddDays(1), Reason = "3 of the last 3 migrations failed." };
            await state.Journal.AppendAsync(opened, CancellationToken.None);
        }

        var refused = await site.RunAsync("apply", "--yes");

        Assert.Equal(ExitCodes.MigrationsFailed, refused.ExitCode);
        Assert.Contains("The circuit is open since", refused.Output, StringComparison.Ordinal);
        Assert.Contains("--close-circuit", refused.Error, StringComparison.Ordinal);
        Assert.Empty(site.Requested);
        Assert.Equal(ExitCodes.Done, (await site.RunAsync("apply", "--yes", "--close-circuit")).ExitCode);
        Assert.NotEmpty(site.Requested);
    }

    [Fact]
    [ShowsEffectOf("service.state_dir")]
    public async Task A_journal_that_was_mended_is_told_of()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await File.WriteAllTextAsync(Path.Combine(site.StatePath, "journal.jsonl"), "{\"sum\":\"12");

        var result = await site.RunAsync("apply", "--yes");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("note: The last line of", result.Error, StringComparison.Ordinal);
    }

    private sealed class Run : IDisposable
    {
        private readonly TemporaryFile _file;

        public Run(string balancing = "enable: true")
        {
            _file = new($$"""
                proxmox_api: {hosts: [a], user: a@pam, pass: x}
                balancing: { {{balancing}} }
                service: {state_dir: {{State.FullName}}}
                """);
        }

        public DirectoryInfo State { get; } = Directory.CreateTempSubdirectory("proxlb-");

        public InMemoryClusterProvider Provider { get; } = new(SiteClusters.OneHotNode(), new ManualTimeProvider());

        public Task<HostResult> StartAsync(HostRunner runner, params string[] arguments) => new HostRunner
        {
            Input = runner.Input,
            InputIsTerminal = runner.InputIsTerminal,
            Services = services => services.AddSingleton<IClusterProvider>(Provider).AddSingleton<IBalancer>(new FixedBalancer(SamplePlans.Improved)),
        }.StartAsync([.. arguments, "--config", _file.Path]);

        public void Dispose()
        {
            _file.Dispose();
            State.Delete(recursive: true);
        }
    }
}
