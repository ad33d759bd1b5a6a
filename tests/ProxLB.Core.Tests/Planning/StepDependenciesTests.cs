using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Optimization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Planning;

/// <summary>What each step waits for, by nodes and guests in the order they were added.</summary>
public class StepDependenciesTests
{
    private const int A = 0;
    private const int B = 1;
    private const int C = 2;

    [Fact]
    public void Steps_that_do_not_need_one_another_wait_for_nothing() => Assert.Equal(
        ["", ""], After(new ClusterBuilder().Nodes(["a", "b", "c"]).Guests(100, 2, "a"), Step(0, A, B), Step(1, A, C)));

    [Fact]
    public void The_second_leg_of_a_detour_waits_for_the_first() => Assert.Equal(
        ["", "0"], After(new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(100, "a"), Step(0, A, C), Step(0, C, B)));

    [Fact]
    public void An_arrival_waits_for_the_room_it_needs_and_for_no_more() => Assert.Equal(
        ["", "", "", "0"],
        After(
            new ClusterBuilder().Nodes(["a", "b"]).Node("c", memoryGiB: 32).Guests(100, 3, "c", memoryGiB: 10).Guest(200, "a", memoryGiB: 10),
            Step(0, C, A),
            Step(1, C, A),
            Step(2, C, B),
            Step(3, A, C)));

    [Fact]
    public void A_rival_waits_for_the_one_that_leaves() => Assert.Equal(
        ["", "0"],
        After(new ClusterBuilder().Nodes(["a", "b", "c"]).Guest(100, "a").Guest(101, "b").AntiAffinity("apart", 100, 101), Step(0, A, C), Step(1, B, A)));

    private static string[] After(ClusterBuilder cluster, params PlanStep[] steps) =>
        [.. StepDependencies.Of(SmallProblem.Of(cluster), steps).Select(after => string.Join(' ', after))];

    private static PlanStep Step(int guest, int from, int to) => new(guest, from, to, Unit: 0, Detour: false);
}
