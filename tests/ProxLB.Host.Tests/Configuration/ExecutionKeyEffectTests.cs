
namespace ProxLB.Host.Tests.Configuration;

/// <summary>Each key that decides how a plan is carried out, seen in what the command does. All guests leave one of three nodes.</summary>
public sealed class ExecutionKeyEffectTests
{
    private const string Wide = "enable: true, parallel: true";

    [Theory]
    [InlineData("enable: true, limits: {out: 8}", 1)]
    [InlineData(Wide + ", limits: {out: 8}", 5)]
    [InlineData(Wide + ", limits: {out: 8}, parallel_jobs: 3", 3)]
    [InlineData(Wide + ", limits: {out: 1}", 1)]
    [InlineData(Wide + ", limits: {out: 8, in: 1}", 2)]
    [InlineData(Wide + ", limits: {out: 8}, max_node_inflow: 1", 2)]
    [ShowsEffectOf("balancing.parallel", "balancing.parallel_jobs", "balancing.limits", "balancing.max_node_inflow")]
    public async Task So_many_migrations_run_at_once(string balancing, int atOnce)
    {
        using var run = new ClockedRun(balancing);

        Assert.Equal(ExitCodes.Done, (await run.DrainAsync()).ExitCode);

        Assert.Equal(8, run.Provider.Started.Count);
        Assert.Equal(atOnce, run.Provider.MostAtOnce);
    }

    [Theory]
    [InlineData("enable: true", 5)]
    [InlineData("enable: false", 0)]
    [InlineData(Wide + ", windows: {blocked: ['00:00-24:00']}", 0)]
    [InlineData(Wide + ", windows: {allowed: ['00:00-24:00']}", 5)]
    [ShowsEffectOf("balancing.enable", "balancing.windows")]
    public async Task Migrations_start_only_where_and_when_they_may(string balancing, int started)
    {
        using var run = new ClockedRun(balancing);

        await run.StartAsync("apply", "--yes");

        Assert.Equal(started, run.Provider.Started.Count);
    }

    [Theory]
    [InlineData("max_job_validation: 86400", false)]
    [InlineData("max_job_validation: 60", true)]
    [ShowsEffectOf("balancing.max_job_validation")]
    public async Task A_migration_that_takes_too_long_is_reported_as_still_running(string key, bool reported)
    {
        using var run = new ClockedRun($"enable: true, max_migrations: 1, {key}");
        run.Provider.Duration = _ => TimeSpan.FromHours(2);

        var result = await run.StartAsync("apply", "--yes");

        Assert.Single(run.Provider.Started);
        Assert.Equal(reported, result.Error.Contains("is still on its way to", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cooldown: 30d", false)]
    [InlineData("cooldown: 0s", true)]
    [ShowsEffectOf("balancing.cooldown")]
    public async Task A_guest_that_was_moved_is_left_alone_for_a_while(string key, bool movesAgain)
    {
        using var run = new ClockedRun($"{Wide}, {key}");
        await run.StartAsync("apply", "--yes");
        var moved = run.Provider.Started.Count;
        foreach (var migration in run.Provider.Started)
        {
            run.Provider.Move(migration.Guest, "pve1");
        }

        await run.StartAsync("apply", "--yes");

        Assert.NotEqual(0, moved);
        Assert.Equal(movesAgain, run.Provider.Started.Select(migration => migration.Guest).Distinct().Count() < run.Provider.Started.Count);
    }
}
