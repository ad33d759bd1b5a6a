using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;
using ProxLB.Reference;

namespace ProxLB.Core.Tests.Properties;

/// <summary>Scores kept in increments against scores counted anew.</summary>
public class WorkingPlacementTests
{
    private const int Moves = 40;

    [Fact]
    public void Incremental_score_equals_the_recomputed_one_exactly() => Scenario.Check(Scenario.Small, 300, scenario => Walk(scenario, (reference, walked, move) =>
    {
        walked.Commit(move);
        var anew = new WorkingPlacement(scenario.Compile());
        anew.GoTo(walked.Place);
        Assert.Equal(anew.Score, walked.Score);
        Assert.Equal(anew.Load.ToArray(), walked.Load.ToArray());
        Assert.Equal(reference.Score(walked.Place), Counted(walked.Score));
    }));

    [Fact]
    public void Incremental_score_equals_the_recomputed_one_in_a_generated_cluster() => Scenario.Check(Scenario.Generated, 20, scenario => Walk(scenario, (reference, walked, move) =>
    {
        walked.Commit(move);
        Assert.Equal(reference.Score(walked.Place), Counted(walked.Score));
    }));

    [Fact]
    public void Scored_move_is_worth_what_it_then_is() => Scenario.Check(Scenario.Generated, 60, scenario => Walk(scenario, (_, walked, move) =>
    {
        if (walked.TryScore(move, out var score))
        {
            walked.Commit(move);
            Assert.Equal(walked.Score, score);
        }
    }));

    [Fact]
    public void Apply_then_undo_is_identity() => Scenario.Check(Scenario.Generated, 60, scenario => Walk(scenario, (_, walked, move) =>
    {
        var (score, load, ticks) = (walked.Score, walked.Load.ToArray(), walked.Ticks.ToArray());
        walked.Commit(move);
        walked.Commit(move.Reversed);
        Assert.Equal(score, walked.Score);
        Assert.Equal(load, walked.Load.ToArray());
        Assert.Equal(ticks, walked.Ticks.ToArray());
        walked.Commit(move);
    }));

    /// <summary>Makes random moves, legal or not: what is counted does not depend on that.</summary>
    private static void Walk(Scenario scenario, Action<ReferenceModel, WorkingPlacement, Move> step)
    {
        if (scenario.Plan().Conflicts.Count > 0)
        {
            // Guests of a conflict stay; the reference knows no conflicts and counts them as guests that would have to move.
            return;
        }

        var reference = scenario.Reference;
        var placement = new WorkingPlacement(scenario.Compile());
        var random = new Random(scenario.Snapshot.Guests.Count);
        for (var i = 0; i < Moves; i++)
        {
            var guest = random.Next(placement.Place.Length);
            var node = random.Next(scenario.Snapshot.Nodes.Count);
            if (node != placement.Place[guest])
            {
                step(reference, placement, new Move(guest, placement.Place[guest], node));
            }
        }
    }

    private static ReferenceScore Counted(Score score) => new(
        score.Violations, score.Overload, score.Preferred, score.Distance, score.Cost, score.Imbalance, score.Migrations);
}
