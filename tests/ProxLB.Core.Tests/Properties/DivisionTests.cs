using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Core.Tests.Behaviours;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Properties;

/// <summary>Dividing the guests of two nodes anew: as good as going through all divisions one by one, and never against a rule or a limit.</summary>
public class DivisionTests
{
    /// <summary>Divisions are compared in single precision: what is found is the best but for this.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Pairs with more items are divided in part only.</summary>
    private const int MostItems = 12;

    [Fact]
    public void Division_is_the_best_of_all() => Scenario.Check(Scenario.Generated, 60, scenario =>
    {
        var (state, division) = Start(scenario);
        for (var first = 0; first < state.Problem.NodeCount; first++)
        {
            for (var second = first + 1; second < state.Problem.NodeCount; second++)
            {
                var items = ItemsOf(state, first, second);
                if (items.Length is < 2 or > MostItems)
                {
                    continue;
                }

                var least = Least(state, items, first, second);
                division.Run(first, second);
                Assert.True(Terms(state, first, second) <= least + Rounding, $"{Terms(state, first, second)} on {first} and {second}, but there is {least}");
            }
        }
    });

    [Fact]
    public void Division_does_no_harm() => Scenario.Check(Scenario.Small, 300, scenario =>
    {
        var (state, division) = Start(scenario);
        for (var first = 0; first < state.Problem.NodeCount; first++)
        {
            for (var second = first + 1; second < state.Problem.NodeCount; second++)
            {
                var before = state.Placement.Score;
                var terms = Terms(state, first, second);
                var changed = division.Run(first, second, movedFirst: (first + second) % 2 == 0);
                var after = state.Placement.Score;

                Assert.True((after.Violations, after.Overload, after.Preferred).CompareTo((before.Violations, before.Overload, before.Preferred)) <= 0, $"{before} became {after}");
                Assert.True(Terms(state, first, second) <= terms + Rounding, $"terms of {first} and {second} rose from {terms} to {Terms(state, first, second)}");
                Assert.True(changed || after == before);
            }
        }
    });

    [Fact]
    public void Division_brings_home_what_the_window_does_not_need() => Scenario.Check(Scenario.Generated, 60, scenario =>
    {
        var (state, division) = Start(scenario);
        for (var d = 0; d < state.Guide.Dimensions; d++)
        {
            state.Guide.SetWindow(d, 0, 2);
        }

        state.Guide.Load(state.Placement);
        var start = state.Placement.Score;
        var item = Enumerable.Range(0, state.Problem.Items.Length).FirstOrDefault(i => !state.Problem.Items[i].Ruled && state.NodeOf[i] == 0, -1);
        if (item < 0 || !state.Problem.Items[item].Allowed.Contains(1) || ItemsOf(state, 0, 1).Length > MostItems || !state.Placement.IsHarmless(state.MovesTo(item, 1)))
        {
            return;
        }

        state.Commit(state.MovesTo(item, 1));
        division.Run(0, 1);

        Assert.Equal(start.Cost, state.Placement.Score.Cost);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    public void Of_too_many_guests_those_that_have_moved_are_divided_first(int moved)
    {
        var cluster = new ClusterBuilder().Nodes(["a", "b"]).Guests(100, 20, "a", memoryGiB: 1).Guests(200, 20, "b", memoryGiB: 1).Build();
        var (state, division) = Start(new Scenario(cluster, Planned.Options(), new PlanRequest(), ""));
        state.Guide.SetWindow(0, 0, 2);
        state.Guide.Load(state.Placement);
        for (var item = 0; item < moved; item++)
        {
            state.Commit(state.MovesTo(2 * item, 1 - state.NodeOf[2 * item]));
        }

        division.Run(0, 1, movedFirst: true);

        Assert.Equal(0, state.Placement.Score.Cost);
    }

    private static (SearchState State, PairDivision Division) Start(Scenario scenario)
    {
        var problem = scenario.Compile();
        var state = new SearchState(problem, new SearchBudget(long.MaxValue, RunLimit.None), problem.Order);
        SearchWindow.Set(state, 0.5);
        return (state, new PairDivision(state));
    }

    private static double Terms(SearchState state, int first, int second) => state.Guide.TermOf(first) + state.Guide.TermOf(second);

    private static int[] ItemsOf(SearchState state, int first, int second) =>
    [
        .. Enumerable.Range(0, state.Problem.Items.Length).Where(i => (state.NodeOf[i] == first || state.NodeOf[i] == second)
            && state.Problem.Items[i].Allowed.Contains(first) && state.Problem.Items[i].Allowed.Contains(second)),
    ];

    /// <summary>The least terms of any division that does no harm.</summary>
    private static double Least(SearchState state, int[] items, int first, int second)
    {
        var now = (int[])state.Placement.Place.Clone();
        var least = double.PositiveInfinity;
        for (var division = 0; division < 1 << items.Length; division++)
        {
            int[] nodes = [.. Enumerable.Range(0, items.Length).Select(k => (division >> k & 1) != 0 ? first : second)];
            if (!state.Placement.IsHarmless(state.MovesTo(items, nodes)))
            {
                continue;
            }

            state.Commit(state.MovesTo(items, nodes));
            least = Math.Min(least, Terms(state, first, second));
            state.GoTo(now);
        }

        return least;
    }
}
