namespace ProxLB.Host.Tests.Handover;

/// <summary>A command that follows a run of the daemon, and a daemon that does not always answer.</summary>
public sealed class DaemonSilenceTests
{
    [Fact]
    public async Task A_run_is_followed_over_answers_that_fail()
    {
        await using var daemon = await StandInDaemon.StartAsync((look, context) => look switch
        {
            < 20 or 22 => StandInDaemon.CannotTell(context),
            20 or 23 => StandInDaemon.Runs(context),
            < 70 => StandInDaemon.BreaksOff(context),
            _ => StandInDaemon.HasEnded(context),
        });

        var drain = await daemon.DrainAsync();

        Assert.True(drain.ExitCode == ExitCodes.Done, drain.Error);
        Assert.Contains("3 guests of 3 moved, 0 failed. Done.", drain.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No host of the cluster answers. Try again once the cluster answers.", false)]
    [InlineData("does not answer", true)]
    public async Task After_a_minute_of_silence_it_is_said_that_the_run_goes_on(string cause, bool broken)
    {
        await using var daemon = await StandInDaemon.StartAsync((look, context) =>
            look == 1 ? StandInDaemon.Runs(context) : broken ? StandInDaemon.BreaksOff(context) : StandInDaemon.CannotTell(context));

        var drain = await daemon.DrainAsync();

        AssertLeft(drain, daemon, cause);
        // The HTTP client asks again by itself where a connection breaks.
        Assert.InRange(daemon.Looks, 60, 130);
    }

    [Fact]
    public async Task A_refusal_is_not_waited_for()
    {
        await using var daemon = await StandInDaemon.StartAsync((_, context) => StandInDaemon.Refuses(context));

        var drain = await daemon.DrainAsync();

        AssertLeft(drain, daemon, "the proxlb daemon refuses: a@pam!t lacks Sys.Audit on /.");
        Assert.Equal(1, daemon.Looks);
    }

    [Fact]
    public async Task A_wish_to_stop_is_handed_over_once_it_can_be()
    {
        using var stop = new CancellationTokenSource();
        StandInDaemon? daemon = null;
        await using var started = daemon = await StandInDaemon.StartAsync((look, context) =>
        {
            if (look == 2)
            {
                stop.Cancel();
            }
            return daemon!.Changes.Count(change => change == "stop") < 4 ? StandInDaemon.Runs(context) : StandInDaemon.HasEnded(context, "stopped");
        });
        daemon.DeafToStop = 3;

        var drain = await daemon.DrainAsync(stop.Token);

        Assert.Equal(ExitCodes.Stopped, drain.ExitCode);
        Assert.Equal(["drain", "stop", "stop", "stop", "stop"], daemon.Changes);
        Assert.Single(drain.ErrorLines, line => line.StartsWith("Stopping: ", StringComparison.Ordinal));
    }

    private static void AssertLeft(HostResult drain, StandInDaemon daemon, string cause)
    {
        Assert.Equal(ExitCodes.Unreachable, drain.ExitCode);
        var line = Assert.Single(drain.ErrorLines, line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(cause, line, StringComparison.Ordinal);
        Assert.EndsWith($"the run goes on in it: its page at {daemon.Address} and its log (journalctl -u proxlb) tell what comes of it.", line, StringComparison.Ordinal);
    }
}
