using ProxLB.Core.Constraints;


namespace ProxLB.Core.Optimization;

/// <summary>Mends what is broken: guests where they may not be, violated rules, nodes over a limit. Largest first, each to its best node.</summary>
internal sealed class RepairSearch(SearchState state)
{
    /// <summary>A repair that needs a second guest to make room looks at so many targets.</summary>
    private const int RoomTargets = 24;

    /// <summary>Up to so many nodes all are scored; beyond that the guide chooses.</summary>
    private const int FewNodes = 24;

    private const int PromisingNodes = 6;

    private readonly List<int> _broken = [];

    public void Run()
    {
        while (!state.Budget.Exhausted && Collect())
        {
            var improved = false;
            foreach (var item in _broken)
            {
                improved |= !state.Budget.Exhausted && Improve(item);
            }

            if (!improved)
            {
                foreach (var item in _broken)
                {
                    improved = improved || (!state.Budget.Exhausted && MakeRoom(item));
                }
            }

            if (!improved)
            {
                return;
            }
        }
    }

    /// <summary>Puts the item where the score is best, if that is better than now.</summary>
    public bool Improve(int item)
    {
        var target = state.Problem.NodeCount > FewNodes ? BestOf(item, Promising(item)) : -1;
        target = target >= 0 ? target : BestOf(item, state.Problem.Items[item].Allowed);
        if (target < 0)
        {
            return false;
        }

        state.Commit(state.MovesTo(item, target));
        return true;
    }

    private int BestOf(int item, NodeSet nodes)
    {
        var current = state.Placement.Score;
        var best = current;
        var target = -1;
        for (var node = nodes.Next(-1); node >= 0; node = nodes.Next(node))
        {
            var moves = state.MovesTo(item, node);
            if (moves.Length > 0 && state.TryScore(moves, out var score) && IsRepair(score, current) && Score.Compare(score, best, state.Order) < 0)
            {
                best = score;
                target = node;
            }
        }

        return target;
    }

    /// <summary>The nodes where the guide would have the item: a few looks instead of one at each of thousands.</summary>
    private NodeSet Promising(int item)
    {
        var promising = new NodeSet(state.Problem.NodeCount);
        var left = state.Problem.Items[item].Allowed.Copy();
        for (var i = 0; i < PromisingNodes; i++)
        {
            var node = state.Guide.BestTarget(state.DemandOf(item), left, state.NodeOf[item], out _);
            state.Budget.Spend(state.Problem.NodeCount);
            if (node < 0)
            {
                break;
            }

            promising.Add(node);
            left.Remove(node);
        }

        return promising;
    }

    private static bool IsRepair(in Score score, in Score current) =>
        (score.Violations, score.Overload, score.Preferred).CompareTo((current.Violations, current.Overload, current.Preferred)) < 0;

    /// <summary>Brings the item to a node that has no room for it, by sending another item from there elsewhere.</summary>
    private bool MakeRoom(int item)
    {
        var problem = state.Problem;
        var current = state.Placement.Score;
        var best = current;
        (int Node, int Other, int OtherNode) found = (-1, -1, -1);
        var targets = 0;
        var allowed = problem.Items[item].Allowed;
        for (var node = allowed.Next(-1); node >= 0 && targets < RoomTargets; node = allowed.Next(node))
        {
            if (node == state.NodeOf[item])
            {
                continue;
            }

            targets++;
            for (var other = state.FirstOn(node); other >= 0; other = state.NextOf(other))
            {
                var places = problem.Items[other].Allowed;
                for (var otherNode = places.Next(-1); otherNode >= 0 && other != item; otherNode = places.Next(otherNode))
                {
                    if (otherNode != node
                        && state.TryScore(state.MovesTo(item, node, other, otherNode), out var score)
                        && IsRepair(score, current)
                        && Score.Compare(score, best, state.Order) < 0)
                    {
                        best = score;
                        found = (node, other, otherNode);
                    }
                }
            }
        }

        if (found.Node < 0)
        {
            return false;
        }

        state.Commit(state.MovesTo(item, found.Node, found.Other, found.OtherNode));
        return true;
    }

    private bool Collect()
    {
        var problem = state.Problem;
        var place = state.Placement.Place;
        var broken = new HashSet<int>();
        _broken.Clear();
        for (var i = 0; i < problem.Items.Length; i++)
        {
            foreach (var guest in problem.Items[i].Guests)
            {
                if (problem.MustLeave(guest, place[guest]))
                {
                    broken.Add(i);
                }
            }
        }

        for (var s = 0; s < problem.Sessions.Length; s++)
        {
            if (state.Placement.ViolationsOf(s) > 0)
            {
                foreach (var guest in problem.Sessions[s].Session.Guests)
                {
                    AddItem(broken, problem.ItemOf[guest]);
                }
            }
        }

        for (var n = 0; n < problem.NodeCount; n++)
        {
            if (state.Placement.OverloadOf(n) > 0)
            {
                for (var item = state.FirstOn(n); item >= 0; item = state.NextOf(item))
                {
                    broken.Add(item);
                }
            }
        }

        _broken.AddRange(broken);
        _broken.Sort((a, b) =>
        {
            var order = Size(b).CompareTo(Size(a));
            return order != 0 ? order : a.CompareTo(b);
        });
        return _broken.Count > 0;
    }

    private static void AddItem(HashSet<int> items, int item)
    {
        if (item >= 0)
        {
            items.Add(item);
        }
    }

    private double Size(int item)
    {
        var demand = state.DemandOf(item);
        double size = 0;
        for (var d = 0; d < state.Guide.Dimensions; d++)
        {
            size += demand[d] / Math.Max(1, state.Problem.Dimensions[d].MeanCapacity);
        }

        return size;
    }
}
