namespace ProxLB.Core.Constraints;

/// <summary>Guests of different sides share no node, those of one side may; a violation is a guest that would have to make way for the largest side.</summary>
internal sealed class SidesSession : GroupSession
{
    private readonly int[] _sideOf;
    private readonly GroupCounts[] _sides;

    /// <param name="rule">The rule's name.</param>
    /// <param name="sides">The guests of each side; no guest is on two.</param>
    /// <param name="placement">By guest: its node.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="explain">Guest and node to the sentence that says no.</param>
    public SidesSession(string? rule, int[][] sides, ReadOnlySpan<int> placement, int nodes, Func<int, int, string> explain)
        : base(rule, [.. sides.SelectMany(s => s).Order()], placement, null, nodes, explain)
    {
        var members = Guests.ToArray();
        _sideOf = new int[members.Length];
        _sides = new GroupCounts[sides.Length];
        for (var side = 0; side < sides.Length; side++)
        {
            _sides[side] = new GroupCounts(sides[side].Length, nodes);
            foreach (var guest in sides[side])
            {
                _sideOf[Array.BinarySearch(members, guest)] = side;
                _sides[side].Add(placement[guest], 1);
            }
        }
    }

    protected override long Count(GroupCounts counts)
    {
        long shared = 0;
        var places = counts.Places;
        var occupied = counts.Counts;
        for (var i = 0; i < places.Length; i++)
        {
            var largest = 0;
            foreach (var side in _sides)
            {
                largest = Math.Max(largest, side.On(places[i]));
            }

            shared += occupied[i] - largest;
        }

        return shared;
    }

    protected override void Apply(Move move, int member, int sign)
    {
        base.Apply(move, member, sign);
        var side = _sides[_sideOf[member]];
        Shift(side, move, sign);
    }
}
