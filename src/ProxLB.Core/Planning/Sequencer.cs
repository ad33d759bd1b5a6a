using System.Runtime.InteropServices;
using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Orders the migrations to a target placement so that at every moment each rule and limit holds, a guest in flight counting on both nodes.</summary>
/// <remarks>It goes unit by unit. A unit is one guest, a whole affinity group, or, where a single one would make the score worse or has no
/// room, the smallest set of guests found that goes through together, with parking moves where a circle leaves no other way.</remarks>
internal sealed class Sequencer
{
    /// <summary>Sets of guests that only go together are searched up to so many guests.</summary>
    private const int LargestJointSearch = 4;

    /// <summary>By the size of the set: among at most so many waiting items, some ten thousand sets.</summary>
    private static readonly int[] MostJointItems = [0, 0, 40, 40, 24];

    /// <summary>Where the units that went first leave no way for the others, all orders of up to so many guests are searched.</summary>
    private const int MostGuestsAnew = 8;

    private readonly PlacementProblem _problem;
    private readonly WorkingPlacement _placement;
    private readonly StepRules _rules;
    private readonly List<PlanStep> _steps = [];
    private readonly List<Move> _unit = [];
    private readonly List<Move> _moves = [];
    private int _units;

    /// <param name="problem">The problem; its sessions stand at the start placement and stand there again afterwards.</param>
    public Sequencer(PlacementProblem problem)
    {
        _problem = problem;
        _placement = new WorkingPlacement(problem);
        _rules = new StepRules(problem, _placement);
    }

    /// <summary>Orders what can be ordered. True if the target was reached; otherwise the steps lead to the best that was.</summary>
    /// <param name="target">By guest: its node.</param>
    /// <param name="steps">The steps in serial order.</param>
    public bool TryOrder(ReadOnlySpan<int> target, out List<PlanStep> steps)
    {
        _steps.Clear();
        _units = 0;
        var waiting = Waiting(target);
        while (waiting.Count > 0 && (Pass(waiting, target) || Joint(waiting, target)))
        {
        }

        var reached = waiting.Count == 0 || Exhaust(waiting, target) || Anew(target);
        steps = [.. _steps];
        _placement.GoTo(_problem.Start);
        return reached;
    }

    /// <summary>Items with a guest that is not where it should be: broken rules first, then from the fullest nodes, then the larger guests if that is wanted.</summary>
    private List<int[]> Waiting(ReadOnlySpan<int> target)
    {
        var items = new List<(int[] Guests, bool Mends, long Fullness)>();
        foreach (var item in _problem.Items)
        {
            List<int>? moving = null;
            foreach (var guest in item.Guests)
            {
                if (target[guest] != _placement.Place[guest])
                {
                    (moving ??= []).Add(guest);
                }
            }

            if (moving is not null)
            {
                items.Add(([.. moving], moving.Exists(g => _problem.MustLeave(g, _problem.Start[g])), Fullness(_problem.Start[moving[0]])));
            }
        }

        items.Sort((a, b) =>
        {
            var order = b.Mends.CompareTo(a.Mends);
            order = order != 0 ? order : b.Fullness.CompareTo(a.Fullness);
            order = order != 0 || !_problem.Options.LargerGuestsFirst ? order : Memory(b.Guests).CompareTo(Memory(a.Guests));
            return order != 0 ? order : a.Guests[0].CompareTo(b.Guests[0]);
        });
        return items.ConvertAll(i => i.Guests);
    }

    private long Memory(int[] guests) => guests.Sum(guest => _problem.Cluster.Guests[guest].MemoryBytes ?? 0);

    private long Fullness(int node)
    {
        long sum = 0;
        for (var d = 0; d < _problem.Dimensions.Length; d++)
        {
            sum += _placement.Ticks[(d * _problem.NodeCount) + node];
        }

        return sum;
    }

    /// <summary>Carries out every waiting item that goes by itself without making the score worse.</summary>
    private bool Pass(List<int[]> waiting, ReadOnlySpan<int> target)
    {
        var any = false;
        var kept = 0;
        for (var i = 0; i < waiting.Count; i++)
        {
            var before = _placement.Score;
            if (TryGo(waiting[i], target))
            {
                if (Score.ComparePlacement(_placement.Score, before) <= 0)
                {
                    CloseUnit();
                    any = true;
                    continue;
                }

                TakeBack(0);
            }

            waiting[kept++] = waiting[i];
        }

        waiting.RemoveRange(kept, waiting.Count - kept);
        return any;
    }

    /// <summary>Finds a small set of waiting items that goes through together.</summary>
    private bool Joint(List<int[]> waiting, ReadOnlySpan<int> target)
    {
        var before = _placement.Score;
        var chosen = new List<int>();
        for (var size = 2; size <= LargestJointSearch; size++)
        {
            if (!JointOf(waiting, target, Math.Min(MostJointItems[size], waiting.Count), size, chosen, before))
            {
                continue;
            }

            for (var i = chosen.Count - 1; i >= 0; i--)
            {
                waiting.RemoveAt(chosen[i]);
            }

            CloseUnit();
            return true;
        }

        return All(waiting, target, before);
    }

    /// <summary>Adds so many items to those chosen, in the order they wait; what a set makes of the score is asked before a legal order is looked for.</summary>
    private bool JointOf(List<int[]> waiting, ReadOnlySpan<int> target, int among, int size, List<int> chosen, in Score before)
    {
        for (var i = chosen.Count == 0 ? 0 : chosen[^1] + 1; i < among; i++)
        {
            chosen.Add(i);
            if (size > 1
                ? JointOf(waiting, target, among, size - 1, chosen, before)
                : IsNoWorse(waiting, target, chosen, before) && GoInAnyOrder(waiting, target, [.. chosen]))
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
                _moves.Add(new Move(guest, _placement.Place[guest], target[guest]));
            }
        }

        return _placement.TryScore(CollectionsMarshal.AsSpan(_moves), out var score) && Score.ComparePlacement(score, before) <= 0;
    }

    private bool GoInAnyOrder(List<int[]> waiting, ReadOnlySpan<int> target, int[] left)
    {
        foreach (var index in left)
        {
            var mark = _unit.Count;
            if (TryGo(waiting[index], target))
            {
                if (left.Length == 1 || GoInAnyOrder(waiting, target, [.. left.Where(other => other != index)]))
                {
                    return true;
                }

                TakeBack(mark);
            }
        }

        return false;
    }

    /// <summary>All that still waits as one unit, if that has a legal order.</summary>
    private bool All(List<int[]> waiting, ReadOnlySpan<int> target, in Score before)
    {
        var left = new List<int[]>(waiting);
        bool any;
        do
        {
            any = false;
            for (var i = 0; i < left.Count; i++)
            {
                if (TryGo(left[i], target))
                {
                    left.RemoveAt(i--);
                    any = true;
                }
            }
        }
        while (any);

        if (left.Count > 0 || Score.ComparePlacement(_placement.Score, before) > 0)
        {
            TakeBack(0);
            return false;
        }

        waiting.Clear();
        CloseUnit();
        return true;
    }

    /// <summary>The last resort: any order, any parking place, for as many states as <see cref="DetourSearch"/> allows.</summary>
    private bool Exhaust(List<int[]> waiting, ReadOnlySpan<int> target)
    {
        var before = _placement.Score;
        if (!new DetourSearch(_problem, _placement, _rules).TryFind([.. waiting.SelectMany(g => g)], target, out var moves))
        {
            return false;
        }

        foreach (var move in moves)
        {
            _placement.Commit(move);
            _unit.Add(move);
        }

        if (Score.ComparePlacement(_placement.Score, before) > 0)
        {
            TakeBack(0);
            return false;
        }

        CloseUnit();
        return true;
    }

    /// <summary>Forgets the units so far and searches all guests together; the order found is cut into units wherever the score is no worse.</summary>
    private bool Anew(ReadOnlySpan<int> target)
    {
        var guests = new List<int>();
        for (var g = 0; g < target.Length; g++)
        {
            if (target[g] != _problem.Start[g])
            {
                guests.Add(g);
            }
        }

        if (guests.Count > MostGuestsAnew)
        {
            return false;
        }

        _placement.GoTo(_problem.Start);
        var before = _placement.Score;
        if (!new DetourSearch(_problem, _placement, _rules).TryFind([.. guests], target, out var moves))
        {
            return false;
        }

        var ordered = _steps.ToArray();
        _steps.Clear();
        _units = 0;
        foreach (var move in moves)
        {
            _placement.Commit(move);
            _unit.Add(move);
            if (Score.ComparePlacement(_placement.Score, before) <= 0 && IsWhole(target))
            {
                before = _placement.Score;
                CloseUnit();
            }
        }

        if (_unit.Count == 0)
        {
            return true;
        }

        _unit.Clear();
        _steps.Clear();
        _steps.AddRange(ordered);
        return false;
    }

    /// <summary>Whether all guests of the open unit are where they go and the rules over them hold.</summary>
    private bool IsWhole(ReadOnlySpan<int> target)
    {
        var guests = new int[_unit.Count];
        for (var i = 0; i < guests.Length; i++)
        {
            guests[i] = _unit[i].Guest;
            if (_placement.Place[guests[i]] != target[guests[i]])
            {
                return false;
            }
        }

        return _rules.HoldAfterUnit(guests);
    }

    /// <summary>Moves the guests of an item one after another; false, and nothing moved, if one of them cannot.</summary>
    private bool TryGo(int[] guests, ReadOnlySpan<int> target)
    {
        var mark = _unit.Count;
        foreach (var guest in guests)
        {
            var move = new Move(guest, _placement.Place[guest], target[guest]);
            if (!_rules.Allows(move))
            {
                TakeBack(mark);
                return false;
            }

            _placement.Commit(move);
            _unit.Add(move);
        }

        if (!_rules.HoldAfterUnit(guests))
        {
            TakeBack(mark);
            return false;
        }

        return true;
    }

    private void TakeBack(int mark)
    {
        for (var i = _unit.Count - 1; i >= mark; i--)
        {
            _placement.Commit(_unit[i].Reversed);
        }

        _unit.RemoveRange(mark, _unit.Count - mark);
    }

    private void CloseUnit()
    {
        _units++;
        for (var i = 0; i < _unit.Count; i++)
        {
            var move = _unit[i];
            _steps.Add(new PlanStep(move.Guest, move.From, move.To, _units, _unit.FindIndex(i + 1, m => m.Guest == move.Guest) >= 0));
        }

        _unit.Clear();
    }
}
