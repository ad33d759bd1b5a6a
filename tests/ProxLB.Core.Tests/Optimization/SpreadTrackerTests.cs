using ProxLB.Core.Optimization;

namespace ProxLB.Core.Tests.Optimization;

/// <summary>The extremes that are remembered against those of a full scan.</summary>
public class SpreadTrackerTests
{
    private const int Nodes = 25;
    private const int Steps = 4000;

    [Fact]
    public void Extremes_without_some_nodes_are_those_of_a_scan()
    {
        var random = new Random(7);
        var ticks = new long[Nodes + 3];
        var capacity = Enumerable.Range(0, Nodes).Select(n => n % 8 == 0 ? 0L : 1).ToArray();
        var tracker = new SpreadTracker(NodeTermsTests.Dimension(capacity: capacity), ticks, 3, Nodes);
        var stamps = new int[Nodes];
        for (var step = 1; step <= Steps; step++)
        {
            var node = random.Next(Nodes);
            ticks[3 + node] = random.Next(60);
            if (capacity[node] > 0)
            {
                tracker.Update(node);
            }

            stamps[random.Next(Nodes)] = step;
            stamps[random.Next(Nodes)] = step;
            var counting = Enumerable.Range(0, Nodes).Where(n => capacity[n] > 0 && stamps[n] != step).Select(n => ticks[3 + n]).ToList();

            Assert.True(tracker.Extremes(stamps, step, out var highest, out var lowest));
            Assert.Equal((counting.Max(), counting.Min()), (highest, lowest));
            Assert.Equal(Enumerable.Range(0, Nodes).Where(n => capacity[n] > 0).Max(n => ticks[3 + n]), ticks[3 + tracker.HighestNode()]);
            Assert.Equal(Enumerable.Range(0, Nodes).Where(n => capacity[n] > 0).Min(n => ticks[3 + n]), ticks[3 + tracker.LowestNode()]);
        }
    }

    [Fact]
    public void Without_a_counting_node_there_are_no_extremes()
    {
        var tracker = new SpreadTracker(NodeTermsTests.Dimension(capacity: [1, 0]), new long[2], 0, 2);

        Assert.False(tracker.Extremes([5, 0], 5, out _, out _));
    }
}
