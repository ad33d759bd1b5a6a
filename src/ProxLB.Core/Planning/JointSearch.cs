using System.Runtime.InteropServices;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Finds items that only go through together: small sets in any order, all that waits in the order it waits, and small sets of which one stands elsewhere meanwhile.</summary>
/// <remarks>Parking places are looked for set by set: where there are many such sets, a search through all guests at once finds none of them.</remarks>
internal sealed class JointSearch(WorkingPlacement placement, OpenUnit unit, DetourSearch detours)
{
    /// <summary>Sets are searched up to so many items.</summary>
    private const int LargestSet = 4;

    /// <summary>Placements that are looked at for parking places, in one order and for one set.</summary>
    private const int MostStates = 50_000;
    private const int MostStatesOfSet = 2_000;

    /// <summary>By the size of the set: among at most so many waiting items, some ten thousand sets.</summary>
    private static readonly int[] MostItems = [0, 0, 40, 40, 24];

    private readonly List<Move> _moves = [];
    private int _statesLeft = MostStates;

    /// <summary>Moves some of the waiting items as one unit that is still open, and takes them off the list.</summary>
    public bool TryGo(List<int[]> waiting, ReadOnlySpan<int> target)
    {
        var before = placement.Score;
        return GoSet(waiting, target, before, parking: false) || GoAll(waiting, target, before) || GoSet(waiting, target, before, parking: true);
    }

    private bool GoSet(List<int[]> waiting, ReadOnlySpan<int> target, in Score before, bool parking)
    {
        var chosen = new List<int>();
        for (var size = 2; size <= LargestSet; size++)
        {
            if (!Choose(waiting, target, Math.Min(MostItems[size], waiting.Count), size, chosen, before, parking))
            {
                continue;
            }

            for (var i = chosen.Count - 1; i >= 0; i--)
            {
                waiting.RemoveAt(chosen[i]);
            }

            return true;
        }

        return false;
    }

    /// <summary>Adds so many items to those chosen, in the order they wait; what a set makes of the score is asked before a legal order is looked for.</summary>
    private bool Choose(List<int[]> waiting, ReadOnlySpan<int> target, int among, int size, List<int> chosen, in Score before, bool parking)
    {
        for (var i = chosen.Count == 0 ? 0 : chosen[^1] + 1; i < among && !(parking && _statesLeft <= 0); i++)
        {
            chosen.Add(i);
            if (size > 1
                ? Choose(waiting, target, among, size - 1, chosen, before, parking)
                : IsNoWorse(waiting, target, chosen, before) && (parking ? GoWithParking(waiting, target, chosen) : GoInAnyOrder(waiting, target, [.. chosen])))
            {
                return true;
            }

            chosen.RemoveAt(chosen.Count - 1);
        }

        return false;
    }

    private bool IsNoWorse(List<int[]> waiting, ReadOnlySpan<int> target, List<int> chosen, in Score before)
    {
        _moves.Clear();
        foreach (var index in chosen)
        {
            foreach (var guest in waiting[index])
            {
                _moves.Add(new Move(guest, placement.Place[guest], target[guest]));
            }
        }

        return placement.TryScore(CollectionsMarshal.AsSpan(_moves), out var score) && Score.ComparePlacement(score, before) <= 0;
    }

    private bool GoInAnyOrder(List<int[]> waiting, ReadOnlySpan<int> target, int[] left)
    {
        foreach (var index in left)
        {
            var mark = unit.Count;
            if (unit.TryGo(waiting[index], target))
            {
                if (left.Length == 1 || GoInAnyOrder(waiting, target, [.. left.Where(other => other != index)]))
                {
                    return true;
                }

                unit.TakeBack(mark);
            }
        }

        return false;
    }

    private bool GoWithParking(List<int[]> waiting, ReadOnlySpan<int> target, List<int> chosen)
    {
        var found = detours.TryFind([.. chosen.SelectMany(index => waiting[index])], target, out var moves, Math.Min(MostStatesOfSet, _statesLeft));
        _statesLeft -= detours.States;
        unit.Go(moves);
        return found;
    }

    /// <summary>All that still waits as one unit, if that has a legal order.</summary>
    private bool GoAll(List<int[]> waiting, ReadOnlySpan<int> target, in Score before)
    {
        var left = new List<int[]>(waiting);
        bool any;
        do
        {
            any = false;
            for (var i = 0; i < left.Count; i++)
            {
                if (unit.TryGo(left[i], target))
                {
                    left.RemoveAt(i--);
                    any = true;
                }
            }
        }
        while (any);

        if (left.Count > 0 || Score.ComparePlacement(placement.Score, before) > 0)
        {
            unit.TakeBack(0);
            return false;
        }

        waiting.Clear();
        return true;
    }
}
