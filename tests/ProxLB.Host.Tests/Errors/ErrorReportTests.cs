using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Tests.Errors;

public sealed class ErrorReportTests
{
    [Fact]
    public void An_unreachable_cluster_is_exit_code_4_and_one_line()
    {
        var report = ErrorReport.For(new ClusterUnreachableException("No host answers.\nTried a, b."), stopped: false);

        Assert.Equal(ExitCodes.Unreachable, report.ExitCode);
        Assert.Equal("No host answers. Tried a, b.", Assert.Single(report.Lines));
    }

    [Fact]
    public void Unusable_facts_are_exit_code_2()
    {
        var report = ErrorReport.For(new InvalidClusterException(["one", "two"]), stopped: false);

        Assert.Equal(ExitCodes.BadInput, report.ExitCode);
        Assert.Equal(["one", "two"], report.Lines);
    }

    [Fact]
    public void A_stop_by_the_user_is_exit_code_6() =>
        Assert.Equal(ExitCodes.Stopped, ErrorReport.For(new OperationCanceledException(), stopped: true).ExitCode);

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_defect() =>
        Assert.Equal(ExitCodes.Unexpected, ErrorReport.For(new OperationCanceledException(), stopped: false).ExitCode);

    [Fact]
    public void A_defect_of_the_program_is_exit_code_1_and_says_how_to_see_more()
    {
        var report = ErrorReport.For(new InvalidOperationException("Sequence contains no elements"), stopped: false);

        Assert.Equal(ExitCodes.Unexpected, report.ExitCode);
        Assert.Equal("Unexpected: Sequence contains no elements (InvalidOperationException)", report.Lines[0]);
        Assert.Contains("--verbose", report.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("balancines", "balanciness")]
    [InlineData("pre_migration", "pre-migration")]
    [InlineData("METHOD", "method")]
    [InlineData("mehtod", "method")]
    [InlineData("colour", null)]
    public void The_nearest_name_is_suggested_if_it_is_near(string written, string? expected) =>
        Assert.Equal(expected, NearestName.Of(written, ["balanciness", "method", "mode", "pre-migration"]));
}
