using ProxLB.Core.Execution;
using ProxLB.Core.Operation;
using ProxLB.Core.Tests.Execution.Simulation;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Operation;

public class ClusterOperatorTests
{
    [Fact]
    public async Task A_plan_is_kept_and_carried_out_by_its_id()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();

        var outcome = await site.Operator.ApplyAsync(plan.Id, askedBy: "anna");
        await site.FinishAsync();

        Assert.Equal(ApplyResult.Started, outcome.Result);
        Assert.Null(site.Operator.State.Run);
        var run = Assert.Single(site.Operator.History);
        Assert.Equal("anna", run.AskedBy);
        Assert.Equal(ExecutionEnd.Completed, run.End);
        Assert.Equal(plan.Plan.Migrations.Count, run.Moved);
        Assert.All(run.Steps, step => Assert.Equal(RunStepPhase.Ended, step.Phase));
        Assert.All(plan.Plan.Migrations, migration => Assert.Equal(migration.To, site.Cluster.NodeOf(migration.Guest)));
    }

    [Fact]
    public async Task Asked_twice_a_plan_is_carried_out_once()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();

        var outcomes = await Task.WhenAll(site.Operator.ApplyAsync(plan.Id), site.Operator.ApplyAsync(plan.Id));
        await site.FinishAsync();
        var late = await site.Operator.ApplyAsync(plan.Id);

        Assert.Equal([ApplyResult.Started, ApplyResult.AlreadyRunning], outcomes.Select(outcome => outcome.Result).Order());
        Assert.Equal(ApplyResult.AlreadyDone, late.Result);
        Assert.Equal(plan.Plan.Migrations.Count, site.Cluster.Started.Count);
    }

    [Fact]
    public async Task Another_plan_is_refused_while_one_is_carried_out()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();
        var drain = await site.Operator.PlanDrainAsync(["pve3"]);
        await site.Operator.ApplyAsync(plan.Id, askedBy: "anna");

        var outcome = await site.Operator.ApplyAsync(drain.Id);
        await site.FinishAsync();

        Assert.Equal(ApplyResult.Busy, outcome.Result);
        Assert.Contains("anna", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_other_facts_is_refused_and_says_what_changed()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();
        site.Cluster.Move(101, "pve3");
        site.Cluster.Change(facts => facts with { Guests = [.. facts.Guests.Select(guest => guest.Id == 102 ? guest with { Running = false } : guest)] });

        var outcome = await site.Operator.ApplyAsync(plan.Id);

        Assert.Equal(ApplyResult.FactsChanged, outcome.Result);
        Assert.Equal(2, outcome.Differences.Count);
        Assert.Contains(outcome.Differences, text => text.Contains("101", StringComparison.Ordinal) && text.Contains("pve3", StringComparison.Ordinal));
        Assert.Contains(outcome.Differences, text => text.Contains("102", StringComparison.Ordinal) && text.Contains("stopped", StringComparison.Ordinal));
        Assert.Empty(site.Cluster.Started);
    }

    [Fact]
    public async Task Load_that_drifts_does_not_make_a_plan_stale()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();
        site.Cluster.Change(facts => facts with { Guests = [.. facts.Guests.Select(guest => guest with { CpuUsed = 0.1, MemoryUsedBytes = guest.MemoryUsedBytes - 1 })] });

        var outcome = await site.Operator.ApplyAsync(plan.Id);
        await site.FinishAsync();

        Assert.Equal(ApplyResult.Started, outcome.Result);
    }

    [Fact]
    public async Task Yesterdays_plan_is_not_known_any_more()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();
        site.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(ApplyResult.UnknownPlan, (await site.Operator.ApplyAsync(plan.Id)).Result);
        Assert.Equal(ApplyResult.UnknownPlan, (await site.Operator.ApplyAsync("p-0")).Result);
    }

    [Fact]
    public async Task A_guest_that_is_left_out_stays()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();
        var kept = plan.Plan.Migrations[0].Guest;

        await site.Operator.ApplyAsync(plan.Id, [kept]);
        await site.FinishAsync();

        Assert.Equal("pve1", site.Cluster.NodeOf(kept));
        Assert.NotEmpty(site.Cluster.Started);
    }

    [Fact]
    public async Task Nothing_is_sent_where_the_setup_says_so()
    {
        using var site = new OperatorSite(with: setup => setup with { NothingIsSentBecause = "balancing.enable is false." });
        var plan = await site.Operator.PlanAsync();

        var outcome = await site.Operator.ApplyAsync(plan.Id);

        Assert.Equal(ApplyResult.Refused, outcome.Result);
        Assert.Equal("balancing.enable is false.", outcome.Reason);
        Assert.Empty(site.Cluster.Started);
    }

    [Fact]
    public async Task A_host_that_is_not_the_master_refuses_and_names_it()
    {
        var decision = new ActingDecision(Allowed: false, "The HA master is pve2; ask there.", "pve2");
        using var site = new OperatorSite(with: setup => setup with { MayAct = _ => Task.FromResult(decision) });
        var plan = await site.Operator.PlanAsync();

        var outcome = await site.Operator.ApplyAsync(plan.Id);

        Assert.Equal(ApplyResult.Refused, outcome.Result);
        Assert.Contains("pve2", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal("pve2", site.Operator.State.Acting.Master);
    }

    [Fact]
    public async Task A_drained_node_stays_empty_until_it_is_undrained()
    {
        using var site = new OperatorSite();
        await site.Operator.ApplyAsync((await site.Operator.PlanAsync()).Id);
        await site.FinishAsync();
        await site.Operator.ApplyAsync((await site.Operator.PlanDrainAsync(["pve2"])).Id);
        await site.FinishAsync();
        site.Clock.Advance(TimeSpan.FromDays(4));

        var later = await site.Operator.PlanAsync();

        Assert.Equal("pve2", Assert.Single(site.Operator.State.Drained));
        Assert.Empty(later.Plan.Migrations);
        Assert.DoesNotContain(site.Cluster.Current.Guests, guest => guest.Node == "pve2");

        var back = await site.Operator.PlanUndrainAsync("pve2");
        await site.Operator.ApplyAsync(back.Id);
        await site.FinishAsync();

        Assert.NotEmpty(back.Plan.Migrations);
        Assert.Empty(site.Operator.State.Drained);
        Assert.Contains(site.Cluster.Current.Guests, guest => guest.Node == "pve2");
    }

    [Fact]
    public async Task While_paused_no_run_starts_and_a_run_starts_nothing_new()
    {
        using var site = new OperatorSite();
        site.Options.MaxParallel = 1;
        var plan = await site.Operator.PlanAsync();
        site.Operator.Pause("anna");

        Assert.Equal(ApplyResult.Refused, (await site.Operator.ApplyAsync(plan.Id)).Result);

        site.Operator.Resume("anna");
        Assert.Equal(ApplyResult.Started, (await site.Operator.ApplyAsync(plan.Id)).Result);
        await site.FinishAsync();
    }

    [Fact]
    public async Task Stop_ends_the_run_and_says_so()
    {
        using var site = new OperatorSite();
        site.Options.MaxParallel = 1;
        var plan = await site.Operator.PlanAsync();
        await site.Operator.ApplyAsync(plan.Id);
        site.Operator.Stop("anna");
        await site.FinishAsync();

        Assert.Equal(ExecutionEnd.Stopped, site.Operator.State.LastRun?.End);
        Assert.True(site.Cluster.Started.Count <= 1);
    }

    [Fact]
    public async Task A_plan_that_a_stop_left_undone_can_be_made_and_applied_again()
    {
        using var site = new OperatorSite();
        var first = await site.Operator.PlanAsync();
        await site.Operator.ApplyAsync(first.Id);
        site.Operator.Stop();
        await site.FinishAsync();
        site.Clock.Advance(TimeSpan.FromHours(2));

        var second = await site.Operator.PlanAsync();
        var outcome = await site.Operator.ApplyAsync(second.Id);
        await site.FinishAsync();

        Assert.Equal(ApplyResult.Started, outcome.Result);
    }

    [Fact]
    public async Task A_watcher_sees_a_run_from_its_start_to_its_end()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();
        var seen = new List<OperatorEvent>();
        var watch = Task.Run(async () =>
        {
            await foreach (var happened in site.Operator.WatchAsync())
            {
                seen.Add(happened);
                if (happened.Kind == OperatorEventKind.RunEnded)
                {
                    return;
                }
            }
        });
        await OperatorSite.UntilAsync(() => Volatile.Read(ref seen).Count > 0);
        await site.Operator.ApplyAsync(plan.Id);
        await site.FinishAsync();
        await watch.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(OperatorEventKind.Watching, seen[0].Kind);
        Assert.Contains(seen, happened => happened.Kind == OperatorEventKind.RunStarted);
        Assert.Contains(seen, happened => happened.State.Run is { } run && run.Steps.Any(step => step.Phase == RunStepPhase.Running));
        Assert.Equal(seen.Select(happened => happened.State.Version).Order(), seen.Select(happened => happened.State.Version));
    }

    [Fact]
    public async Task A_watcher_that_never_reads_holds_nobody_up_and_gets_the_newest_state()
    {
        using var site = new OperatorSite();
        await using var watcher = site.Operator.WatchAsync().GetAsyncEnumerator();
        await watcher.MoveNextAsync();
        for (var i = 0; i < 1000; i++)
        {
            site.Operator.Pause();
            site.Operator.Resume();
        }

        OperatorEvent? last = null;
        while (last?.State.Version != site.Operator.State.Version && await watcher.MoveNextAsync())
        {
            last = watcher.Current;
        }

        Assert.False(last!.State.Paused);
    }

    [Fact]
    public async Task A_failed_capture_is_in_the_state_until_a_plan_was_made()
    {
        using var site = new OperatorSite();
        site.Cluster.Unreachable = true;
        await Assert.ThrowsAnyAsync<Exception>(() => site.Operator.PlanAsync());
        var failed = site.Operator.State;
        site.Cluster.Unreachable = false;
        await site.Operator.PlanAsync();

        Assert.NotNull(failed.LastError);
        Assert.Null(site.Operator.State.LastError);
    }

    [Fact]
    public async Task A_shutdown_finishes_what_is_in_flight_and_starts_nothing_more()
    {
        using var site = new OperatorSite();
        site.Options.MaxParallel = 1;
        var plan = await site.Operator.PlanAsync();
        await site.Operator.ApplyAsync(plan.Id);

        await site.Clock.RunAsync(site.Operator.ShutDownAsync());

        Assert.True(site.Operator.Running.IsCompleted);
        Assert.True(site.Cluster.Started.Count <= 1);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ApplyResult.Refused, (await site.Operator.ApplyAsync((await site.Operator.PlanAsync()).Id)).Result);
    }

    [Fact]
    public async Task A_shutdown_does_not_wait_for_a_new_setup_that_waits_for_the_run()
    {
        using var site = new OperatorSite();
        site.Options.MaxParallel = 1;
        var plan = await site.Operator.PlanAsync();
        await site.Operator.ApplyAsync(plan.Id);
        using var reload = new CancellationTokenSource();
        var use = site.Operator.UseAsync(site.Operator.Setup with { NothingIsSentBecause = "off." }, reload.Token);

        await site.Clock.RunAsync(site.Operator.ShutDownAsync());
        await reload.CancelAsync();

        Assert.True(plan.Plan.Migrations.Count > 1);
        Assert.True(site.Cluster.Started.Count <= 1, $"{site.Cluster.Started.Count} migrations were started");
        Assert.True(await Record.ExceptionAsync(() => use) is null or OperationCanceledException);
    }

    [Fact]
    public async Task Who_asks_for_a_run_while_a_new_setup_waits_is_told_that_it_is_busy()
    {
        using var site = new OperatorSite();
        await site.Operator.ApplyAsync((await site.Operator.PlanAsync()).Id);
        var use = site.Operator.UseAsync(site.Operator.Setup with { NothingIsSentBecause = "off." });
        var other = await site.Operator.PlanDrainAsync(["pve3"]);

        var outcome = await site.Operator.ApplyAsync(other.Id).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(ApplyResult.Busy, outcome.Result);
        await site.Clock.RunAsync(use);
        Assert.Equal("off.", site.Operator.State.NothingIsSentBecause);
    }

    [Fact]
    public async Task What_is_not_kept_is_never_started_by_asking_what_became_of_it()
    {
        using var site = new OperatorSite();
        var plan = await site.Operator.PlanAsync();

        Assert.Equal(ApplyResult.UnknownPlan, site.Operator.OutcomeOf(plan.Id).Result);
        await site.Operator.ApplyAsync(plan);
        Assert.Equal(ApplyResult.AlreadyRunning, site.Operator.OutcomeOf(plan.Id).Result);
        await site.FinishAsync();
        Assert.Equal(ApplyResult.AlreadyDone, site.Operator.OutcomeOf(plan.Id).Result);
        Assert.Single(site.Operator.History);
    }

    [Fact]
    public async Task A_circuit_that_a_run_opens_stays_open_for_the_setup_that_waited_for_it()
    {
        using var site = new OperatorSite();
        site.Options.MaxParallel = 1;
        var plan = await site.Operator.PlanAsync();
        foreach (var migration in plan.Plan.Migrations)
        {
            site.Cluster.FailNext(migration.Guest, "migration aborted");
        }

        await site.Operator.ApplyAsync(plan.Id);
        await site.Clock.RunAsync(site.Operator.UseAsync(site.Operator.Setup with { Execution = new ExecutionOptions() }));
        var failed = site.Cluster.Started.Count;
        await site.Operator.ApplyAsync((await site.Operator.PlanAsync()).Id);
        await site.FinishAsync();

        Assert.Equal([ExecutionEnd.CircuitOpen, ExecutionEnd.CircuitOpen], site.Operator.History.Select(run => run.End));
        Assert.Equal(failed, site.Cluster.Started.Count);
    }

    [Fact]
    public async Task What_others_move_while_a_run_goes_on_is_noticed_before_each_step()
    {
        var builder = new ClusterBuilder().Nodes(["pve1", "pve2", "pve3", "pve4"]).SharedStorage("ceph");
        for (var id = 101; id <= 108; id++)
        {
            builder.Guest(id, "pve1", memoryGiB: 6, tags: $"plb_anti_affinity_{id}").Disk("ceph", 10);
        }

        // It may be with none of the others.
        builder.Guest(200, "pve4", memoryGiB: 1, tags: string.Join(' ', Enumerable.Range(101, 8).Select(id => $"plb_anti_affinity_{id}"))).Disk("ceph", 10);
        ScriptedProvider? provider = null;
        using var site = new OperatorSite(builder.Build(), setup => setup with { Provider = provider = new ScriptedProvider(setup.Provider) });
        site.Options.MaxParallel = 1;
        var plan = await site.Operator.PlanAsync();
        var second = plan.Plan.Migrations.First(migration => migration.To != plan.Plan.Migrations[0].To).To;
        var broken = new List<int>();
        provider!.OnStart = request =>
        {
            if (request.To == site.Cluster.NodeOf(200))
            {
                broken.Add(request.Guest);
            }

            if (site.Cluster.Started.Count == 0)
            {
                site.Cluster.Move(200, second);
            }
        };

        await site.Operator.ApplyAsync(plan.Id);
        await site.FinishAsync();

        Assert.True(site.Cluster.Started.Count > 1);
        Assert.Empty(broken);
    }

    [Fact]
    public async Task A_new_setup_takes_over_after_the_run()
    {
        using var site = new OperatorSite();
        await site.Operator.ApplyAsync((await site.Operator.PlanAsync()).Id);
        var changed = site.Operator.Setup with { NothingIsSentBecause = "off." };

        var old = await site.Clock.RunAsync(site.Operator.UseAsync(changed));

        Assert.Null(site.Operator.State.Run);
        Assert.NotSame(old, site.Operator.Setup);
        Assert.Equal("off.", site.Operator.State.NothingIsSentBecause);
    }
}
