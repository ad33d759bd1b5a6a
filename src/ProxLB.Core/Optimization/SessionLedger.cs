using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>The violations of all rules with sessions, kept as guests move.</summary>
internal sealed class SessionLedger
{
    private readonly PlacementProblem _problem;
    private readonly long[] _violationsOf;
    private readonly long[] _startViolations;
    private readonly int[] _sessionStamp;
    private int _stamp;

    public SessionLedger(PlacementProblem problem)
    {
        _problem = problem;
        _violationsOf = new long[problem.Sessions.Length];
        _sessionStamp = new int[problem.Sessions.Length];
        for (var s = 0; s < _violationsOf.Length; s++)
        {
            var bound = problem.Sessions[s];
            _violationsOf[s] = bound.Session.Violations;
            Required += bound.Required ? _violationsOf[s] : 0;
            Preferred += _violationsOf[s] * bound.Weight;
        }

        _startViolations = (long[])_violationsOf.Clone();
    }

    /// <summary>By session: its violations at the start, which they never exceed.</summary>
    public ReadOnlySpan<long> StartViolations => _startViolations;

    /// <summary>Violations of required rules.</summary>
    public long Required { get; private set; }

    /// <summary>Weight x violations of preferred rules.</summary>
    public long Preferred { get; private set; }

    public long ViolationsOf(int session) => _violationsOf[session];

    /// <summary>Adds what moves change; false if a required rule would exceed its start.</summary>
    public bool Try(ReadOnlySpan<Move> moves, ref long violations, ref long preferred)
    {
        var stamp = ++_stamp;
        foreach (var move in moves)
        {
            foreach (var id in _problem.SessionsOf(move.Guest))
            {
                if (_sessionStamp[id] == stamp)
                {
                    continue;
                }

                _sessionStamp[id] = stamp;
                var bound = _problem.Sessions[id];
                var change = bound.Session.Change(moves);
                if (bound.Required)
                {
                    violations += change;
                    if (_violationsOf[id] + change > _startViolations[id])
                    {
                        return false;
                    }
                }
                else
                {
                    preferred += change * bound.Weight;
                }
            }
        }

        return true;
    }

    /// <summary>Carries moves out in every session that names a guest of theirs.</summary>
    public void Commit(ReadOnlySpan<Move> moves)
    {
        var stamp = ++_stamp;
        foreach (var move in moves)
        {
            foreach (var id in _problem.SessionsOf(move.Guest))
            {
                if (_sessionStamp[id] == stamp)
                {
                    continue;
                }

                _sessionStamp[id] = stamp;
                var bound = _problem.Sessions[id];
                bound.Session.Commit(moves);
                var now = bound.Session.Violations;
                Required += bound.Required ? now - _violationsOf[id] : 0;
                Preferred += (now - _violationsOf[id]) * bound.Weight;
                _violationsOf[id] = now;
            }
        }
    }
}
