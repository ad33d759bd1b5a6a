using ProxLB.Benchmarks.Soak;

namespace ProxLB.Host.Tests.Soak;

public sealed class SoakTests
{
    [Fact]
    public async Task Two_days_of_drifting_load_backups_maintenance_and_a_dead_node_break_no_rule()
    {
        var result = await new SoakRun(new SoakOptions { Days = 2, Nodes = 4, Guests = 24, FailureOnDay = 2, MaintenanceOn = DayOfWeek.Tuesday }).RunAsync();

        Assert.Equal(48, result.Samples.Count);
        Assert.Empty(result.RulesBrokenByMigrations);
        Assert.Equal(0, result.FailedRuns);
        Assert.InRange(result.Moved, 1, 100);
        Assert.True(result.Failed <= result.Moved / 4, $"{result.Failed} migrations failed, {result.Moved} guests were moved.");
        Assert.Contains("| plans made |", Text(result), StringComparison.Ordinal);
        Assert.EndsWith("</svg>\n", SoakPicture.Draw(result), StringComparison.Ordinal);
    }

    private static string Text(SoakResult result)
    {
        using var writer = new StringWriter();
        SoakReport.Write(writer, result);
        return writer.ToString();
    }
}
