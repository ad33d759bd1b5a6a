namespace ProxLB.Core.Constraints;

/// <summary>How many members of a group each place holds. Places without members are not listed.</summary>
public sealed class GroupCounts
{
    /// <summary>Up to so many members a linear search through the occupied places is faster than an index.</summary>
    private const int LinearMembers = 24;

    private readonly int[] _places;
    private readonly int[] _counts;
    private readonly int[]? _slotOf;

    internal GroupCounts(int members, int places)
    {
        // In flight a member counts on two places.
        _places = new int[(2 * members) + 2];
        _counts = new int[(2 * members) + 2];
        if (members > LinearMembers)
        {
            _slotOf = new int[places];
            Array.Fill(_slotOf, -1);
        }
    }

    /// <summary>How many places hold members.</summary>
    public int Occupied { get; private set; }

    /// <summary>How many members are placed.</summary>
    public int Members { get; private set; }

    /// <summary>The members on each occupied place, in no particular order.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, Occupied);

    /// <summary>The occupied places, in the order of <see cref="Counts"/>.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, Occupied);

    /// <summary>The members on one place.</summary>
    public int On(int place)
    {
        var slot = SlotOf(place);
        return slot < 0 ? 0 : _counts[slot];
    }

    internal void Add(int place, int change)
    {
        if (place < 0)
        {
            return;
        }

        Members += change;
        var slot = SlotOf(place);
        if (slot < 0)
        {
            slot = Occupied++;
            _places[slot] = place;
            _counts[slot] = 0;
            Index(place, slot);
        }

        _counts[slot] += change;
        if (_counts[slot] == 0)
        {
            Index(place, -1);
            var last = --Occupied;
            if (slot != last)
            {
                _places[slot] = _places[last];
                _counts[slot] = _counts[last];
                Index(_places[slot], slot);
            }
        }
    }

    private int SlotOf(int place) => _slotOf is null ? _places.AsSpan(0, Occupied).IndexOf(place) : _slotOf[place];

    private void Index(int place, int slot)
    {
        if (_slotOf is not null)
        {
            _slotOf[place] = slot;
        }
    }
}
