namespace ProxLB.Host.Tests.Commands;

public sealed class UndrainCommandTests
{
    [Fact]
    public async Task Guests_of_a_drain_return()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        var drain = await site.RunAsync("drain", "pve1", "--yes");
        var emptied = Guests().Count(guest => site.NodeOf(guest) == "pve1");

        site.LetFiguresSettle();
        var result = await site.RunAsync("undrain", "pve1", "--yes");

        Assert.Equal((ExitCodes.Done, 0), (drain.ExitCode, emptied));
        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.All(Guests(), guest => Assert.Equal("pve1", site.NodeOf(guest)));
        Assert.Contains("figures lag behind", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guests_that_left_for_the_balance_stay_where_they_are()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await site.RunAsync("apply", "--yes");
        site.LetFiguresSettle();
        var balanced = Guests().Where(guest => site.NodeOf(guest) != "pve1").ToDictionary(guest => guest, site.NodeOf);
        await site.RunAsync("drain", "pve1", "--yes");

        site.LetFiguresSettle();
        var result = await site.RunAsync("undrain", "pve1", "--yes");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.NotEmpty(balanced);
        Assert.All(balanced, pair => Assert.NotEqual("pve1", site.NodeOf(pair.Key)));
        Assert.All(Guests().Except(balanced.Keys), guest => Assert.Equal("pve1", site.NodeOf(guest)));
    }

    [Fact]
    public async Task A_plan_just_after_migrations_says_that_the_figures_lag_behind()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());
        await site.RunAsync("drain", "pve1", "--yes");

        var result = await site.RunAsync("plan");

        Assert.Contains("note: guests were migrated a moment ago; the cluster's figures lag behind", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_named_guests_return_and_a_dry_run_sends_nothing()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var result = await site.RunAsync("undrain", "pve2", "--guests", "101,102", "--dry-run");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Contains("2 migrations", result.Output, StringComparison.Ordinal);
        Assert.Empty(site.Requested);
    }

    [Fact]
    public async Task Without_a_known_drain_the_user_is_told_to_name_the_guests()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var result = await site.RunAsync("undrain", "pve1");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(
            "error: this host knows of no guest that it moved off pve1 to empty it and that is still away. Name those that are to return with --guests.",
            Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task An_unknown_node_is_named_with_the_one_that_was_meant()
    {
        await using var site = await SimulatedSite.StartAsync(SiteClusters.OneHotNode());

        var result = await site.RunAsync("undrain", "pev1");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal("error: there is no node 'pev1'. Did you mean 'pve1'?", Assert.Single(result.ErrorLines));
    }

    private static IEnumerable<int> Guests() => Enumerable.Range(101, 4).Concat(Enumerable.Range(201, 4));
}
