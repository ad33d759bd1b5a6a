using ProxLB.Core.Constraints;

namespace ProxLB.Core.Optimization;

/// <summary>Divides the items of two nodes between them anew: the best of all divisions of up to <see cref="DivisionSweep.MostItems"/> of them.</summary>
/// <remarks>To solve two machines exactly while all others stay is how schedules of parallel machines are improved (Haouari, Gharbi and
/// Jemmali 2006). The best division is that with the least terms of the guide, and of those inside the window the cheapest.</remarks>
internal sealed class PairDivision
{
    /// <summary>What setting up a pair takes, in evaluations.</summary>
    private const int Overhead = 64;

    /// <summary>Where only cost is left to save, between so many and the most items are divided: fewer are faster, so that there are more rounds.</summary>
    private const int FewestItems = 11;

    private readonly SearchState _state;
    private readonly DivisionSweep _sweep;
    private readonly Predicate<int> _isHarmless;
    private readonly int[] _items;
    private readonly int[] _targets = new int[DivisionSweep.MostItems];

    private int _first;
    private int _second;
    private int _count;

    public PairDivision(SearchState state)
    {
        _state = state;
        _sweep = new DivisionSweep(state);
        _isHarmless = division => state.Placement.IsHarmless(MovesOf(division));
        _items = new int[state.Problem.Items.Length];
    }

    /// <summary>Finds the best division of the two nodes' items and carries it out; false if it is the one there is.</summary>
    /// <param name="first">A node.</param>
    /// <param name="second">Another one.</param>
    /// <param name="movedFirst">Where there are more items than can be divided, those that have moved come first: only their return saves cost.</param>
    public bool Run(int first, int second, bool movedFirst = false)
    {
        (_first, _second) = (first, second);
        Choose(movedFirst);
        if (_count < 2 || IsPerfect())
        {
            return false;
        }

        _state.Budget.Spend(Overhead + DivisionSweep.Evaluations(_count));
        _sweep.Face(first, second, _items.AsSpan(0, _count));
        var now = 0;
        for (var k = 0; k < _count; k++)
        {
            now |= _state.NodeOf[_items[k]] == first ? 1 << k : 0;
        }

        // Most of the time no rule is in the way, so that the best is looked for first and asked for permission afterwards.
        var found = _sweep.Best(now);
        if (found != now && !_isHarmless(found))
        {
            found = _sweep.Best(now, _isHarmless);
        }

        if (found == now)
        {
            return false;
        }

        _state.Commit(MovesOf(found));
        return true;
    }

    private void Choose(bool movedFirst)
    {
        var count = 0;
        for (var item = _state.FirstOn(_first); item >= 0; item = _state.NextOf(item))
        {
            count += Add(item, count);
        }

        for (var item = _state.FirstOn(_second); item >= 0; item = _state.NextOf(item))
        {
            count += Add(item, count);
        }

        var most = movedFirst ? FewestItems + _state.Random.Next(1 + DivisionSweep.MostItems - FewestItems) : DivisionSweep.MostItems;
        _count = Math.Min(count, most);
        if (count > _count)
        {
            var moved = movedFirst ? MovedToFront(count) : 0;
            Draw(0, Math.Min(moved, _count), moved);
            Draw(moved, _count, count);
        }
    }

    /// <summary>Puts the items that have moved before the others.</summary>
    /// <returns>How many there are.</returns>
    private int MovedToFront(int count)
    {
        var moved = 0;
        for (var k = 0; k < count; k++)
        {
            if (_state.HasMoved(_items[k]))
            {
                (_items[k], _items[moved]) = (_items[moved], _items[k]);
                moved++;
            }
        }

        return moved;
    }

    /// <summary>Fills the places from one to another with items drawn at random from there on.</summary>
    private void Draw(int from, int to, int end)
    {
        for (var k = from; k < to; k++)
        {
            var other = k + _state.Random.Next(end - k);
            (_items[k], _items[other]) = (_items[other], _items[k]);
        }
    }

    private int Add(int item, int at)
    {
        _items[at] = item;
        var allowed = _state.Problem.Items[item].Allowed;
        return allowed.Contains(_first) && allowed.Contains(_second) ? 1 : 0;
    }

    /// <summary>Whether both nodes are inside the window, and no item lies on one of them that would cost less on the other.</summary>
    private bool IsPerfect()
    {
        if (_state.Guide.TermOf(_first) + _state.Guide.TermOf(_second) > 0)
        {
            return false;
        }

        for (var k = 0; k < _count; k++)
        {
            var start = _state.Problem.StartOf(_items[k]);
            if (start != _state.NodeOf[_items[k]] && (start == _first || start == _second))
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<Move> MovesOf(int division)
    {
        for (var k = 0; k < _count; k++)
        {
            _targets[k] = (division >> k & 1) != 0 ? _first : _second;
        }

        return _state.MovesTo(_items.AsSpan(0, _count), _targets.AsSpan(0, _count));
    }
}
