namespace ProxLB.Host.Tests.Commands;

/// <summary>What is planned anew while a command carries out its plan knows what the first plan knew.</summary>
public sealed class NewPlanOnTheWayTests
{
    [Fact]
    public async Task A_drained_node_stays_empty()
    {
        using var run = new ClockedRun("enable: true");
        Assert.Equal(ExitCodes.Done, (await run.StartAsync("drain", "pve3", "--yes")).ExitCode);
        var takesTime = run.Provider.Duration;
        run.Provider.Duration = request =>
        {
            // Somebody else moves one that has not had its turn.
            run.Provider.Move(204, "pve3");
            run.Provider.Duration = takesTime;
            return takesTime(request);
        };

        var result = await run.StartAsync("apply", "--yes");

        Assert.True(result.ExitCode == ExitCodes.Done, result.Error);
        Assert.Contains("A new plan", result.Error, StringComparison.Ordinal);
        Assert.NotEmpty(run.Provider.Started);
        Assert.DoesNotContain(run.Provider.Current.Guests, guest => guest.Node == "pve3");
    }
}
