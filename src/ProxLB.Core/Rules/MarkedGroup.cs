namespace ProxLB.Core.Rules;

/// <summary>The guests that carry one tag, or that lie in one pool with options.</summary>
internal sealed class MarkedGroup(string name)
{
    private readonly List<int> _members = [];

    public string Name { get; } = name;

    public GuestTagKind Tag { get; init; }

    public PoolOptions? Pool { get; init; }

    /// <summary>The nodes it pins to; empty if it pins to none.</summary>
    public int[] Pin { get; init; } = [];

    public IReadOnlyList<int> Members => _members;

    /// <summary>Adds a guest; guests come one after the other, so that a repetition is always the last.</summary>
    public bool Add(int guest)
    {
        if (_members.Count > 0 && _members[^1] == guest)
        {
            return false;
        }

        _members.Add(guest);
        return true;
    }
}
