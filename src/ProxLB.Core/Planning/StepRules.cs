using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Whether a single migration is legal at this moment, its guest counting on both nodes while it is under way.</summary>
internal sealed class StepRules(PlacementProblem problem, WorkingPlacement placement)
{
    private readonly Move[] _one = new Move[1];

    public bool Allows(Move move)
    {
        if (!problem.Allowed[move.Guest].Contains(move.To) && move.To != problem.Start[move.Guest])
        {
            return false;
        }

        foreach (var row in problem.LimitedRows)
        {
            var demand = problem.DemandOf(move.Guest, row);
            if (demand > 0 && placement.LoadOf(row, move.To) + demand > problem.Limit[(row * problem.NodeCount) + move.To])
            {
                return false;
            }
        }

        foreach (var id in problem.SessionsOf(move.Guest))
        {
            if (problem.Sessions[id].Required
                && !problem.Sessions[id].Session.HoldsOnTheWay
                && (Exceeds(id, move with { From = Move.Nowhere }) || Exceeds(id, move)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the rules that are judged by whole units hold now, for these guests.</summary>
    public bool HoldAfterUnit(ReadOnlySpan<int> guests)
    {
        foreach (var guest in guests)
        {
            foreach (var id in problem.SessionsOf(guest))
            {
                if (problem.Sessions[id].Required
                    && (placement.ViolationsOf(id) > placement.StartViolations[id] || !problem.Sessions[id].Session.Verify(out _)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Exceeds(int session, Move move)
    {
        _one[0] = move;
        return placement.ViolationsOf(session) + problem.Sessions[session].Session.Change(_one) > placement.StartViolations[session];
    }
}
