using ProxLB.Core.Cluster;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Tests.Planning;

/// <summary>How long a plan takes if each node sends one guest and receives one at a time.</summary>
public class PlanDurationTests
{
    [Fact]
    public void Nothing_takes_no_time() => Assert.Equal(0, PlanDuration.Of([]));

    [Fact]
    public void One_sender_sends_one_after_the_other() => Assert.Equal(30, PlanDuration.Of([Step(1, "a", "b", 10), Step(2, "a", "c", 20)]));

    [Fact]
    public void One_receiver_receives_one_after_the_other() => Assert.Equal(30, PlanDuration.Of([Step(1, "a", "c", 10), Step(2, "b", "c", 20)]));

    [Fact]
    public void Others_go_side_by_side() => Assert.Equal(20, PlanDuration.Of([Step(1, "a", "b", 10), Step(2, "c", "d", 20)]));

    [Fact]
    public void A_step_waits_for_those_it_depends_on() => Assert.Equal(30, PlanDuration.Of([Step(1, "a", "b", 10), Step(2, "c", "d", 20, after: 1)]));

    [Fact]
    public void An_unknown_step_makes_the_whole_unknown() => Assert.Null(PlanDuration.Of([Step(1, "a", "b", 10), Step(2, "c", "d", null)]));

    private static PlannedMigration Step(int step, string from, string to, double? seconds, params int[] after) => new()
    {
        Step = step,
        Guest = 100 + step,
        Kind = GuestKind.Vm,
        From = from,
        To = to,
        Reason = "a test",
        EstimatedSeconds = seconds,
        After = after,
    };
}
