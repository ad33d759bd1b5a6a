using ProxLB.Core.Planning;
using ProxLB.Host.Handover;

namespace ProxLB.Host.Tests.Handover;

public sealed class DaemonRunStateTests
{
    [Fact]
    public void What_came_of_a_step_is_not_taken_from_one_of_a_new_plan_on_the_way()
    {
        var plan = new Balancer().Plan(SiteClusters.OneHotNode());
        var (first, second) = (plan.Migrations[0], plan.Migrations[1]);
        var run = new DaemonRunState
        {
            Plan = plan.Id,
            Steps =
            [
                new(first.Step, first.Guest, first.From, first.To, "failed", "It failed."),
                new(second.Step, second.Guest, second.From, second.To, "moved", "It moved."),
                new(first.Step, 999, first.From, first.To, "moved", "Another guest, in a new plan."),
                new(second.Step, second.Guest, second.To, second.From, "waiting", null),
            ],
        };

        var told = run.OutcomesOf(plan);

        Assert.Equal(("failed", null), (told.Migrations[0].Outcome?.State, told.Migrations[0].Outcome?.Node));
        Assert.Equal(("moved", second.To), (told.Migrations[1].Outcome?.State, told.Migrations[1].Outcome?.Node));
        Assert.All(told.Migrations.Skip(2), migration => Assert.Null(migration.Outcome));
    }
}
