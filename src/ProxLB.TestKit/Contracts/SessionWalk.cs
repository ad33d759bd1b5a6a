using ProxLB.Core.Constraints;

namespace ProxLB.TestKit.Contracts;

/// <summary>A walk through random placements on which each rule has to agree with a fresh count of itself.</summary>
internal sealed class SessionWalk
{
    private const int MostMoves = 4;

    private readonly ConstraintBinding _binding;
    private readonly ViolationList _violations;
    private readonly Random _random;
    private readonly PlacementContext _context;
    private readonly int[] _place;
    private readonly int[] _nodes;
    private bool _rulesDiffer;

    public SessionWalk(ConstraintBinding binding, int seed, ViolationList violations)
    {
        _binding = binding;
        _violations = violations;
        _random = new Random(seed);
        _context = binding.Bind();
        _place = _context.Placement.ToArray();
        _nodes = [.. Enumerable.Range(0, _context.NodeCount).Where(_context.IsEligible)];
    }

    public void Run(int steps)
    {
        for (var step = 0; step < steps && _context.Sessions.Count > 0 && !_violations.IsFull && !_rulesDiffer; step++)
        {
            var moves = NextMoves();
            foreach (var bound in Concerned(moves))
            {
                AskAndUndo(bound, moves);
                AskAndUndo(bound, OnTheWay(moves));
                CheckExplanation(bound, moves[0]);
            }

            Go(moves);
        }
    }

    /// <summary>Guests of one rule mostly, so that rules meet; each guest once.</summary>
    private Move[] NextMoves()
    {
        var members = _context.Sessions[_random.Next(_context.Sessions.Count)].Session.Guests;
        var moves = new List<Move>();
        for (var left = _random.Next(MostMoves) + 1; left > 0; left--)
        {
            var guest = members.Length > 0 && _random.Next(5) > 0 ? members[_random.Next(members.Length)] : _random.Next(_place.Length);
            var node = _nodes[_random.Next(_nodes.Length)];
            if (node != _place[guest] && !moves.Exists(move => move.Guest == guest))
            {
                moves.Add(new Move(guest, _place[guest], node));
            }
        }

        return moves.Count > 0 ? [.. moves] : NextMoves();
    }

    private IEnumerable<BoundSession> Concerned(Move[] moves) =>
        _context.Sessions.Where(bound => moves.Any(move => Names(bound, move)));

    private static bool Names(BoundSession bound, Move move) => bound.Session.Guests.Contains(move.Guest);

    private static Move[] OnTheWay(Move[] moves) => Array.ConvertAll(moves, move => move with { From = Move.Nowhere });

    /// <summary>Asked twice the answer is the same and nothing has changed; carried out and taken back all is as before.</summary>
    private void AskAndUndo(BoundSession bound, Move[] moves)
    {
        var session = bound.Session;
        var before = session.Violations;
        var change = session.Change(moves);
        Expect(change == session.Change(moves), bound, moves, "the same question gets different answers");
        Expect(session.Violations == before, bound, moves, $"asking changes the violations from {before} to {session.Violations}");
        session.Commit(moves);
        Expect(session.Violations == before + change, bound, moves, $"Change says {change}, but Commit leads from {before} to {session.Violations} violations");
        Expect(session.Violations >= 0, bound, moves, $"there are {session.Violations} violations, fewer than 0");
        Expect(session.Verify(out var reason) || !string.IsNullOrWhiteSpace(reason), bound, moves, "Verify says no and gives no reason");
        session.Commit(Reversed(moves));
        Expect(session.Violations == before, bound, moves, $"taken back there are {session.Violations} violations instead of {before}");
        Expect(session.Change(moves) == change, bound, moves, "after carrying out and taking back the same question gets another answer");
    }

    private void CheckExplanation(BoundSession bound, Move move)
    {
        if (bound.Required && Names(bound, move) && bound.Session.Change([move]) > 0)
        {
            Expect(
                !string.IsNullOrWhiteSpace(bound.Session.Explain(move.Guest, move.To)),
                bound,
                [move],
                "the move breaks a required rule, and Explain says nothing");
        }
    }

    /// <summary>Carries the moves out one by one, which has to come to the same as all together, and to what a fresh count says.</summary>
    private void Go(Move[] moves)
    {
        foreach (var bound in Concerned(moves))
        {
            var together = bound.Session.Violations + bound.Session.Change(moves);
            foreach (var move in moves.Where(move => Names(bound, move)))
            {
                bound.Session.Commit([move]);
            }

            Expect(bound.Session.Violations == together, bound, moves, $"moved one by one there are {bound.Session.Violations} violations, moved together {together}");
        }

        foreach (var move in moves)
        {
            _place[move.Guest] = move.To;
        }

        CompareWithFreshCount(moves);
    }

    private void CompareWithFreshCount(Move[] moves)
    {
        var fresh = _binding.Bind(_place).Sessions;
        if (fresh.Count != _context.Sessions.Count)
        {
            _violations.Add($"With guests elsewhere Bind states {fresh.Count} rules instead of {_context.Sessions.Count}, first seen after {Text(moves)}; rules must not depend on where guests are.");
            _rulesDiffer = true;
            return;
        }

        for (var i = 0; i < fresh.Count; i++)
        {
            var (known, counted) = (_context.Sessions[i].Session.Violations, fresh[i].Session.Violations);
            Expect(known == counted, _context.Sessions[i], moves, $"the session has {known} violations, a fresh Bind counts {counted}");
        }
    }

    private static Move[] Reversed(Move[] moves) => [.. moves.Reverse().Select(move => move.Reversed)];

    private void Expect(bool holds, BoundSession bound, Move[] moves, string what)
    {
        if (!holds)
        {
            _violations.Add($"{BindingCheck.Name(bound)}, {Text(moves)}: {what}.");
        }
    }

    private string Text(Move[] moves) => string.Join(" and ", moves.Select(move => $"{_context.Cluster.Guests[move.Guest].Id} {Node(move.From)} -> {Node(move.To)}"));

    private string Node(int node) => node == Move.Nowhere ? "also" : _context.Cluster.Nodes[node].Name;
}
