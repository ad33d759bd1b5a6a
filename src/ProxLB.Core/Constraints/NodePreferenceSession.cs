namespace ProxLB.Core.Constraints;

/// <summary>Members should be on nodes of a set; a violation is a member elsewhere.</summary>
internal sealed class NodePreferenceSession : IConstraintSession
{
    private readonly int[] _members;
    private readonly NodeSet _nodes;
    private readonly Func<int, int, string> _explain;
    private long _away;

    public NodePreferenceSession(string? rule, int[] members, ReadOnlySpan<int> placement, NodeSet nodes, Func<int, int, string> explain)
    {
        Rule = rule;
        _members = members;
        _nodes = nodes;
        _explain = explain;
        foreach (var member in members)
        {
            _away += Away(placement[member]);
        }
    }

    public string? Rule { get; }

    public ReadOnlySpan<int> Guests => _members;

    public bool HoldsOnTheWay => false;

    public long Violations => _away;

    public long Change(ReadOnlySpan<Move> moves)
    {
        long change = 0;
        foreach (var move in moves)
        {
            if (Array.BinarySearch(_members, move.Guest) >= 0)
            {
                change += Away(move.To) - Away(move.From);
            }
        }

        return change;
    }

    public void Commit(ReadOnlySpan<Move> moves) => _away += Change(moves);

    public string? Explain(int guest, int node) =>
        Array.BinarySearch(_members, guest) >= 0 && !_nodes.Contains(node) ? _explain(guest, node) : null;

    public bool Verify(out string? reason)
    {
        reason = null;
        return true;
    }

    private int Away(int node) => node >= 0 && !_nodes.Contains(node) ? 1 : 0;
}
