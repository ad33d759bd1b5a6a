namespace ProxLB.Core.Constraints;

/// <summary>A rule over a group of guests that depends only on how many of them each place holds.</summary>
/// <remarks>A place is a node, or a value of a node label. Members held back from the count (see <see cref="Move.Nowhere"/>) are simply not counted.</remarks>
internal abstract class GroupSession : IConstraintSession
{
    private readonly int[] _members;
    private readonly int[]? _placeOfNode;
    private readonly Func<int, int, string> _explain;

    /// <param name="rule">The rule's name.</param>
    /// <param name="members">Guest indexes, ascending.</param>
    /// <param name="placement">By guest: its node.</param>
    /// <param name="placeOfNode">By node: its place, or -1 if it has none; null: the node itself.</param>
    /// <param name="places">How many places there are.</param>
    /// <param name="explain">Guest and node to the sentence that says no.</param>
    protected GroupSession(
        string? rule, int[] members, ReadOnlySpan<int> placement, int[]? placeOfNode, int places, Func<int, int, string> explain)
    {
        Rule = rule;
        _members = members;
        _placeOfNode = placeOfNode;
        _explain = explain;
        Counts = new GroupCounts(members.Length, places);
        foreach (var member in members)
        {
            Counts.Add(PlaceOf(placement[member]), 1);
        }
    }

    public string? Rule { get; }

    public ReadOnlySpan<int> Guests => _members;

    public long Violations => Count(Counts);

    public virtual bool HoldsOnTheWay => false;

    /// <summary>Whether placing one more member never lowers the count: the search may then prune on a part of the group.</summary>
    public virtual bool GrowsWithMembers => false;

    protected GroupCounts Counts { get; }

    public long Change(ReadOnlySpan<Move> moves)
    {
        var before = Count(Counts);
        Apply(moves, 1);
        var after = Count(Counts);
        Apply(moves, -1);
        return after - before;
    }

    public void Commit(ReadOnlySpan<Move> moves) => Apply(moves, 1);

    public string? Explain(int guest, int node)
    {
        if (Array.BinarySearch(_members, guest) < 0)
        {
            return null;
        }

        return Forbids(guest, node) ? _explain(guest, node) : null;
    }

    public virtual bool Verify(out string? reason)
    {
        reason = null;
        return true;
    }

    /// <summary>How many members would have to move.</summary>
    protected abstract long Count(GroupCounts counts);

    /// <summary>Whether one more member on the node, coming from elsewhere, is one too many.</summary>
    protected virtual bool Forbids(int guest, int node)
    {
        Span<Move> move = [new Move(guest, Move.Nowhere, node)];
        return Change(move) > 0;
    }

    protected int PlaceOf(int node) => node < 0 || _placeOfNode is null ? node : _placeOfNode[node];

    /// <summary>Counts one member's move, or takes it back.</summary>
    /// <param name="move">The move.</param>
    /// <param name="member">The position of its guest among the members.</param>
    /// <param name="sign">1 to count it, -1 to take it back.</param>
    protected virtual void Apply(Move move, int member, int sign) => Shift(Counts, move, sign);

    protected void Shift(GroupCounts counts, Move move, int sign)
    {
        counts.Add(PlaceOf(move.From), -sign);
        counts.Add(PlaceOf(move.To), sign);
    }

    private void Apply(ReadOnlySpan<Move> moves, int sign)
    {
        foreach (var move in moves)
        {
            if (Array.BinarySearch(_members, move.Guest) is >= 0 and var member)
            {
                Apply(move, member, sign);
            }
        }
    }
}
