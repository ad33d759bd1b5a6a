using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Orders the migrations to a target placement so that at every moment each rule and limit holds, a guest in flight counting on both nodes.</summary>
/// <remarks>It goes unit by unit. A unit is one guest, a whole affinity group, or, where a single one would make the score worse or has no
/// room, the smallest set of guests found that goes through together, with parking moves where a circle leaves no other way.</remarks>
internal sealed class Sequencer
{
    /// <summary>Where the units that went first leave no way for the others, all orders of up to so many guests are searched.</summary>
    private const int MostGuestsAnew = 8;

    private readonly PlacementProblem _problem;
    private readonly WorkingPlacement _placement;
    private readonly OpenUnit _unit;
    private readonly DetourSearch _detours;
    private readonly List<PlanStep> _steps = [];
    private int _units;

    /// <param name="problem">The problem; its sessions stand at the start placement and stand there again afterwards.</param>
    public Sequencer(PlacementProblem problem)
    {
        _problem = problem;
        _placement = new WorkingPlacement(problem);
        var rules = new StepRules(problem, _placement);
        _unit = new OpenUnit(_placement, rules);
        _detours = new DetourSearch(problem, _placement, rules);
    }

    /// <summary>Orders what can be ordered. True if the target was reached; otherwise the steps lead to the best that was.</summary>
    /// <param name="target">By guest: its node.</param>
    /// <param name="steps">The steps in serial order.</param>
    public bool TryOrder(ReadOnlySpan<int> target, out List<PlanStep> steps)
    {
        _steps.Clear();
        _units = 0;
        var waiting = Waiting(target);
        var joint = new JointSearch(_placement, _unit, _detours);
        while (waiting.Count > 0 && (Pass(waiting, target) || Close(joint.TryGo(waiting, target))))
        {
        }

        var reached = waiting.Count == 0 || Exhaust(waiting, target) || Anew(target);
        if (_steps.Count > _problem.MaxMigrations)
        {
            reached = Shorten(target, _problem.MaxMigrations.Value);
        }

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
            if (_unit.TryGo(waiting[i], target))
            {
                if (Score.ComparePlacement(_placement.Score, before) <= 0)
                {
                    Close();
                    any = true;
                    continue;
                }

                _unit.TakeBack(0);
            }

            waiting[kept++] = waiting[i];
        }

        waiting.RemoveRange(kept, waiting.Count - kept);
        return any;
    }

    /// <summary>The last resort: any order, any parking place, for as many states as <see cref="DetourSearch"/> allows.</summary>
    private bool Exhaust(List<int[]> waiting, ReadOnlySpan<int> target)
    {
        var before = _placement.Score;
        if (!_detours.TryFind([.. waiting.SelectMany(g => g)], target, out var moves))
        {
            return false;
        }

        _unit.Go(moves);
        if (Score.ComparePlacement(_placement.Score, before) > 0)
        {
            _unit.TakeBack(0);
            return false;
        }

        Close();
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
        if (!_detours.TryFind([.. guests], target, out var moves))
        {
            return false;
        }

        var ordered = _steps.ToArray();
        _steps.Clear();
        _units = 0;
        foreach (var move in moves)
        {
            _unit.Go(move);
            if (Score.ComparePlacement(_placement.Score, before) <= 0 && _unit.IsWhole(target))
            {
                before = _placement.Score;
                Close();
            }
        }

        if (_unit.Count == 0)
        {
            return true;
        }

        _unit.Forget();
        _steps.Clear();
        _steps.AddRange(ordered);
        return false;
    }

    /// <summary>Legs of detours count as migrations too: looks for a shorter order, or leaves out whole units, the last first.</summary>
    private bool Shorten(ReadOnlySpan<int> target, int most)
    {
        var ordered = _steps.ToArray();
        if (Anew(target) && _steps.Count <= most)
        {
            return true;
        }

        _steps.Clear();
        _steps.AddRange(ordered);
        while (_steps.Count > most)
        {
            var last = _steps[^1].Unit;
            _steps.RemoveAll(step => step.Unit == last);
        }

        return false;
    }

    private bool Close(bool went)
    {
        if (went)
        {
            Close();
        }

        return went;
    }

    private void Close() => _unit.Close(_steps, ++_units);
}
