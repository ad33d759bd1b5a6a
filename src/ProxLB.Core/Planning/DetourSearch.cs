using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Breadth-first search through the placements of a few guests: any order, and any node as a parking place on the way.</summary>
/// <remarks>Only guests that migrate anyway are parked. The shortest sequence is found first.</remarks>
internal sealed class DetourSearch(PlacementProblem problem, WorkingPlacement placement, StepRules rules)
{
    private const int MostStates = 20_000;

    private readonly record struct Visit(int Parent, Move Move);

    /// <param name="guests">The guests to move.</param>
    /// <param name="target">By guest: its node.</param>
    /// <param name="moves">The moves in order.</param>
    public bool TryFind(int[] guests, ReadOnlySpan<int> target, out List<Move> moves) =>
        TryFind(guests, target, parking: false, out moves) || TryFind(guests, target, parking: true, out moves);

    private bool TryFind(int[] guests, ReadOnlySpan<int> target, bool parking, out List<Move> moves)
    {
        moves = [];
        var start = guests.Select(g => placement.Place[g]).ToArray();
        var goal = new int[guests.Length];
        for (var i = 0; i < goal.Length; i++)
        {
            goal[i] = target[guests[i]];
        }

        var states = new List<int[]> { start };
        var visits = new List<Visit> { new(-1, default) };
        var seen = new HashSet<string>(StringComparer.Ordinal) { Key(start) };
        var found = -1;
        for (var current = 0; current < states.Count && found < 0 && states.Count < MostStates; current++)
        {
            GoTo(guests, states[current]);
            found = Expand(guests, goal, parking, current, states, visits, seen);
        }

        GoTo(guests, start);
        for (var at = found; at > 0; at = visits[at].Parent)
        {
            moves.Insert(0, visits[at].Move);
        }

        return found > 0;
    }

    private int Expand(int[] guests, int[] goal, bool parking, int current, List<int[]> states, List<Visit> visits, HashSet<string> seen)
    {
        for (var i = 0; i < guests.Length; i++)
        {
            var parks = parking && !IsJoined(guests[i]);
            var allowed = problem.Allowed[guests[i]];
            for (var node = allowed.Next(-1); node >= 0; node = allowed.Next(node))
            {
                var move = new Move(guests[i], states[current][i], node);
                if (node == move.From || (!parks && node != goal[i]) || !rules.Allows(move))
                {
                    continue;
                }

                var next = (int[])states[current].Clone();
                next[i] = node;
                if (!seen.Add(Key(next)))
                {
                    continue;
                }

                states.Add(next);
                visits.Add(new Visit(current, move));
                if (next.AsSpan().SequenceEqual(goal) && Holds(guests, next))
                {
                    return states.Count - 1;
                }
            }
        }

        return -1;
    }

    /// <summary>Members of a group that stays together on the way may be on its old node and its new one, nowhere else.</summary>
    private bool IsJoined(int guest)
    {
        foreach (var id in problem.SessionsOf(guest))
        {
            if (problem.Sessions[id] is { Required: true, Session.HoldsOnTheWay: true } && placement.StartViolations[id] == 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool Holds(int[] guests, int[] places)
    {
        var now = guests.Select(g => placement.Place[g]).ToArray();
        GoTo(guests, places);
        var holds = rules.HoldAfterUnit(guests);
        GoTo(guests, now);
        return holds;
    }

    private void GoTo(int[] guests, int[] places)
    {
        for (var i = 0; i < guests.Length; i++)
        {
            if (placement.Place[guests[i]] != places[i])
            {
                placement.Commit(new Move(guests[i], placement.Place[guests[i]], places[i]));
            }
        }
    }

    private static string Key(int[] places)
    {
        return string.Create(places.Length, places, static (key, from) =>
        {
            for (var i = 0; i < key.Length; i++)
            {
                key[i] = (char)from[i];
            }
        });
    }
}
