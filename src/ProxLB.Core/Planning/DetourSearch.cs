using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Search (A*) through the placements of a few guests: any order, and any node as a parking place on the way.</summary>
/// <remarks>Only guests that migrate anyway are parked. The shortest sequence is found first: a guest that is not where it goes takes at least
/// one migration more, so that a parking place from which the others can go is followed to the end before the next one is looked at.</remarks>
internal sealed class DetourSearch(PlacementProblem problem, WorkingPlacement placement, StepRules rules)
{
    private const int MostStates = 20_000;

    /// <summary>So many parking places of a guest are tried from one state: in large clusters one is as good as another.</summary>
    private const int MostParkingPlaces = 64;

    private readonly record struct Visit(int[] Places, int Parent, Move Move, int Moves);

    private readonly List<Visit> _visits = [];

    /// <summary>How many placements the last search has looked at.</summary>
    public int States { get; private set; }

    private readonly Dictionary<string, int> _fewestMoves = new(StringComparer.Ordinal);
    private readonly PriorityQueue<int, (int Moves, int Age)> _open = new();

    /// <param name="guests">The guests to move.</param>
    /// <param name="target">By guest: its node.</param>
    /// <param name="moves">The moves in order.</param>
    /// <param name="mostStates">So many placements are looked at, at most, without parking places and as many with them.</param>
    public bool TryFind(int[] guests, ReadOnlySpan<int> target, out List<Move> moves, int mostStates = MostStates)
    {
        States = 0;
        var goal = new int[guests.Length];
        for (var i = 0; i < goal.Length; i++)
        {
            goal[i] = target[guests[i]];
        }

        return TryFind(guests, goal, parking: false, mostStates, out moves) || TryFind(guests, goal, parking: true, mostStates, out moves);
    }

    private bool TryFind(int[] guests, int[] goal, bool parking, int mostStates, out List<Move> moves)
    {
        _visits.Clear();
        _fewestMoves.Clear();
        _open.Clear();
        moves = [];
        var start = guests.Select(g => placement.Place[g]).ToArray();
        Add(new Visit(start, -1, default, 0), goal);
        var found = -1;
        while (found < 0 && _visits.Count < mostStates && _open.TryDequeue(out var current, out _))
        {
            GoTo(guests, _visits[current].Places);
            found = Expand(guests, goal, parking, current);
        }

        States += _visits.Count;
        GoTo(guests, start);
        for (var at = found; at > 0; at = _visits[at].Parent)
        {
            moves.Insert(0, _visits[at].Move);
        }

        return found > 0;
    }

    /// <returns>The visit that ends at the goal; -1: none does yet.</returns>
    private int Expand(int[] guests, int[] goal, bool parking, int current)
    {
        var (places, _, _, moves) = _visits[current];
        for (var i = 0; i < guests.Length; i++)
        {
            if (Try(guests, places, i, goal[i], current, moves, goal) && IsGoal(guests, goal))
            {
                return _visits.Count - 1;
            }

            if (!parking || IsJoined(guests[i]))
            {
                continue;
            }

            var allowed = problem.Allowed[guests[i]];
            var left = MostParkingPlaces;
            for (var node = allowed.Next(-1); node >= 0 && left > 0; node = allowed.Next(node))
            {
                left -= node != goal[i] && Try(guests, places, i, node, current, moves, goal) ? 1 : 0;
            }
        }

        return -1;
    }

    /// <summary>Notes where one migration leads, if it is allowed and nothing shorter is known to lead there.</summary>
    private bool Try(int[] guests, int[] places, int index, int node, int current, int moves, int[] goal)
    {
        var move = new Move(guests[index], places[index], node);
        if (node == move.From || !rules.Allows(move))
        {
            return false;
        }

        var next = (int[])places.Clone();
        next[index] = node;
        return Add(new Visit(next, current, move, moves + 1), goal);
    }

    private bool Add(Visit visit, int[] goal)
    {
        var key = Key(visit.Places);
        if (_fewestMoves.TryGetValue(key, out var known) && known <= visit.Moves)
        {
            return false;
        }

        _fewestMoves[key] = visit.Moves;
        var missing = 0;
        for (var i = 0; i < goal.Length; i++)
        {
            missing += visit.Places[i] == goal[i] ? 0 : 1;
        }

        // Among equals the newest first: it is the nearest to the end.
        _open.Enqueue(_visits.Count, (visit.Moves + missing, -_visits.Count));
        _visits.Add(visit);
        return true;
    }

    private bool IsGoal(int[] guests, int[] goal) => _visits[^1].Places.AsSpan().SequenceEqual(goal) && Holds(guests, goal);

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
