using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>The moves of the unit that is being put together; they are made on the placement, and can be taken back until it is closed.</summary>
internal sealed class OpenUnit(WorkingPlacement placement, StepRules rules)
{
    private readonly List<Move> _moves = [];

    public int Count => _moves.Count;

    public void Go(Move move)
    {
        placement.Commit(move);
        _moves.Add(move);
    }

    public void Go(List<Move> moves) => moves.ForEach(Go);

    /// <summary>Moves the guests of an item one after another; false, and nothing moved, if one of them cannot.</summary>
    public bool TryGo(int[] guests, ReadOnlySpan<int> target)
    {
        var mark = _moves.Count;
        foreach (var guest in guests)
        {
            var move = new Move(guest, placement.Place[guest], target[guest]);
            if (!rules.Allows(move))
            {
                TakeBack(mark);
                return false;
            }

            Go(move);
        }

        if (!rules.HoldAfterUnit(guests))
        {
            TakeBack(mark);
            return false;
        }

        return true;
    }

    /// <summary>Whether all of its guests are where they go and the rules over them hold.</summary>
    public bool IsWhole(ReadOnlySpan<int> target)
    {
        var guests = new int[_moves.Count];
        for (var i = 0; i < guests.Length; i++)
        {
            guests[i] = _moves[i].Guest;
            if (placement.Place[guests[i]] != target[guests[i]])
            {
                return false;
            }
        }

        return rules.HoldAfterUnit(guests);
    }

    /// <summary>Undoes its moves down to so many.</summary>
    public void TakeBack(int mark)
    {
        for (var i = _moves.Count - 1; i >= mark; i--)
        {
            placement.Commit(_moves[i].Reversed);
        }

        _moves.RemoveRange(mark, _moves.Count - mark);
    }

    /// <summary>Forgets its moves, wherever the placement stands.</summary>
    public void Forget() => _moves.Clear();

    /// <summary>Writes its moves down as steps.</summary>
    public void Close(List<PlanStep> steps, int number)
    {
        for (var i = 0; i < _moves.Count; i++)
        {
            var move = _moves[i];
            steps.Add(new PlanStep(move.Guest, move.From, move.To, number, _moves.FindIndex(i + 1, other => other.Guest == move.Guest) >= 0));
        }

        _moves.Clear();
    }
}
