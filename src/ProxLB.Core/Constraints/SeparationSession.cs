namespace ProxLB.Core.Constraints;

/// <summary>No guest of one group shares a place with a guest of another; a violation is a guest of the smaller side that would have to leave.</summary>
internal sealed class SeparationSession : IConstraintSession
{
    private readonly int[] _members;
    private readonly int[] _ones;
    private readonly int[] _others;
    private readonly int[]? _placeOfNode;
    private readonly GroupCounts _oneCounts;
    private readonly GroupCounts _otherCounts;
    private readonly Func<int, int, string> _explain;

    public SeparationSession(
        string? rule, int[] ones, int[] others, ReadOnlySpan<int> placement, int[]? placeOfNode, int places, Func<int, int, string> explain)
    {
        Rule = rule;
        _ones = ones;
        _others = others;
        _placeOfNode = placeOfNode;
        _explain = explain;
        _members = [.. ones.Union(others).Order()];
        _oneCounts = new GroupCounts(ones.Length, places);
        _otherCounts = new GroupCounts(others.Length, places);
        foreach (var guest in ones)
        {
            _oneCounts.Add(PlaceOf(placement[guest]), 1);
        }

        foreach (var guest in others)
        {
            _otherCounts.Add(PlaceOf(placement[guest]), 1);
        }
    }

    public string? Rule { get; }

    public ReadOnlySpan<int> Guests => _members;

    public bool HoldsOnTheWay => false;

    public long Violations
    {
        get
        {
            long shared = 0;
            var places = _oneCounts.Places;
            var counts = _oneCounts.Counts;
            for (var i = 0; i < places.Length; i++)
            {
                shared += Math.Min(counts[i], _otherCounts.On(places[i]));
            }

            return shared;
        }
    }

    public long Change(ReadOnlySpan<Move> moves)
    {
        var before = Violations;
        Apply(moves, 1);
        var after = Violations;
        Apply(moves, -1);
        return after - before;
    }

    public void Commit(ReadOnlySpan<Move> moves) => Apply(moves, 1);

    public string? Explain(int guest, int node)
    {
        var place = PlaceOf(node);
        var clash = (Array.BinarySearch(_ones, guest) >= 0 && _otherCounts.On(place) > 0)
            || (Array.BinarySearch(_others, guest) >= 0 && _oneCounts.On(place) > 0);
        return clash ? _explain(guest, node) : null;
    }

    public bool Verify(out string? reason)
    {
        reason = null;
        return true;
    }

    private int PlaceOf(int node) => node < 0 || _placeOfNode is null ? node : _placeOfNode[node];

    private void Apply(ReadOnlySpan<Move> moves, int sign)
    {
        foreach (var move in moves)
        {
            if (Array.BinarySearch(_ones, move.Guest) >= 0)
            {
                _oneCounts.Add(PlaceOf(move.From), -sign);
                _oneCounts.Add(PlaceOf(move.To), sign);
            }

            if (Array.BinarySearch(_others, move.Guest) >= 0)
            {
                _otherCounts.Add(PlaceOf(move.From), -sign);
                _otherCounts.Add(PlaceOf(move.To), sign);
            }
        }
    }
}
