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

    private const int MostMates = 16;

    /// <summary>In rules over more items than this each is moved by itself: the best of all of them, again and again, takes the square of their number.</summary>
    private const int ManyItems = 64;

    /// <summary>To make room this part of the budget is spent, but no less than that: where a rule cannot be met it fails for each of its guests, and balancing needs the rest.</summary>
    private const long RoomShare = 100;
    private const long LeastRoom = 500_000;

    private long _roomLeft = Math.Max(LeastRoom, state.Budget.Moves / RoomShare);

    public void Run()
    {
        bool again;
        do
        {
            state.LookAtPromising();
            again = LeaveForbidden();
            for (var s = 0; s < state.Problem.Sessions.Length; s++)
            {
                again |= state.Placement.ViolationsOf(s) > 0 && MendSession(s);
            }

            for (var n = 0; n < state.Problem.NodeCount; n++)
            {
                again |= state.Placement.OverloadOf(n) > 0 && Relieve(n);
            }

            again = again || MakeRoomForOne();
        }
        while (again && !state.Budget.Exhausted);
        state.Guide.LookAtAll();
    }

    /// <summary>Guests where they may not be go first, the largest first: they need the room most.</summary>
    private bool LeaveForbidden()
    {
        var any = false;
        foreach (var item in Forbidden())
        {
            any |= !state.Budget.Exhausted && ImproveBest([item]);
        }

        return any;
    }

    private bool MendSession(int session)
    {
        var any = false;
        var guests = state.Problem.Sessions[session].Session.Guests;
        var items = new List<int>(guests.Length);
        foreach (var guest in guests)
        {
            var item = state.Problem.ItemOf[guest];
            if (item >= 0 && !items.Contains(item))
            {
                items.Add(item);
            }
        }

        if (items.Count > ManyItems)
        {
            foreach (var item in items)
            {
                any |= !state.Budget.Exhausted && state.Placement.ViolationsOf(session) > 0 && ImproveBest([item]);
            }

            return any;
        }

        while (!state.Budget.Exhausted && state.Placement.ViolationsOf(session) > 0 && ImproveBest(items))
        {
            any = true;
        }

        return any;
    }

    private bool Relieve(int node)
    {
        var any = false;
        while (!state.Budget.Exhausted && state.Placement.OverloadOf(node) > 0 && ImproveBest(ItemsOn(node)))
        {
            any = true;
        }

        return any;
    }

    private List<int> ItemsOn(int node)
    {
        var items = new List<int>();
        for (var item = state.FirstOn(node); item >= 0; item = state.NextOf(item))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Moves that item of several to that node where the score is best, if that mends something.</summary>
    private bool ImproveBest(List<int> items)
    {
        var best = state.Placement.Score;
        var (found, target) = (-1, -1);
        var few = state.Problem.NodeCount <= FewNodes;
        for (var all = few; found < 0; all = true)
        {
            foreach (var item in items)
            {
                Consider(item, all ? state.Problem.Items[item].Allowed : Promising(item), ref best, ref found, ref target);
            }

            if (all)
            {
                break;
            }
        }

        if (found < 0)
        {
            return false;
        }

        state.Commit(state.MovesTo(found, target));
        return true;
    }

    private void Consider(int item, NodeSet nodes, ref Score best, ref int found, ref int target)
    {
        var current = state.Placement.Score;
        for (var node = nodes.Next(-1); node >= 0 && !state.Budget.Exhausted; node = nodes.Next(node))
        {
            var moves = state.MovesTo(item, node);
            if (moves.Length > 0 && state.TryScore(moves, out var score) && IsRepair(score, current) && Score.Compare(score, best, state.Order) < 0)
            {
                best = score;
                (found, target) = (item, node);
            }
        }
    }

    /// <summary>The nodes where the guide would have the item: a few looks instead of one at each of thousands.</summary>
    private NodeSet Promising(int item)
    {
        var promising = new NodeSet(state.Problem.NodeCount);
        var left = state.Problem.Items[item].Allowed.Copy();
        for (var i = 0; i < PromisingNodes; i++)
        {
            var node = state.Guide.BestTarget(state.DemandOf(item), left, everywhere: false, state.NodeOf[item], out _);
            state.Budget.Spend(state.Guide.Candidates);
            if (node < 0)
            {
                break;
            }

            promising.Add(node);
            left.Remove(node);
        }

        AddMates(item, promising);
        return promising;
    }

    /// <summary>Adds the nodes where guests are that share a rule with the item: who belongs together meets there.</summary>
    private void AddMates(int item, NodeSet promising)
    {
        foreach (var guest in state.Problem.Items[item].Guests)
        {
            foreach (var id in state.Problem.SessionsOf(guest))
            {
                var mates = state.Problem.Sessions[id].Session.Guests;
                for (var i = 0; i < Math.Min(MostMates, mates.Length); i++)
                {
                    promising.Add(state.Placement.Place[mates[i]]);
                }
            }
        }
    }

    private static bool IsRepair(in Score score, in Score current) =>
        (score.Violations, score.Overload, score.Preferred).CompareTo((current.Violations, current.Overload, current.Preferred)) < 0;

    /// <summary>Brings the item to a node that has no room for it, by sending another item from there elsewhere.</summary>
    private bool MakeRoom(int item)
    {
        if (_roomLeft <= 0)
        {
            return false;
        }

        var spent = state.Budget.Spent;
        var made = LookForRoom(item);
        _roomLeft -= state.Budget.Spent - spent;
        return made;
    }

    private bool LookForRoom(int item)
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
                var places = problem.NodeCount > FewNodes ? Promising(other) : problem.Items[other].Allowed;
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

    private List<int> Forbidden()
    {
        var items = new List<int>();
        for (var i = 0; i < state.Problem.Items.Length; i++)
        {
            if (Array.Exists(state.Problem.Items[i].Guests, g => state.Problem.MustLeave(g, state.Placement.Place[g])))
            {
                items.Add(i);
            }
        }

        items.Sort((a, b) =>
        {
            var order = Size(b).CompareTo(Size(a));
            return order != 0 ? order : a.CompareTo(b);
        });
        return items;
    }

    private bool MakeRoomForOne()
    {
        foreach (var item in Forbidden())
        {
            if (!state.Budget.Exhausted && MakeRoom(item))
            {
                return true;
            }
        }

        for (var s = 0; s < state.Problem.Sessions.Length; s++)
        {
            if (state.Placement.ViolationsOf(s) == 0)
            {
                continue;
            }

            foreach (var guest in state.Problem.Sessions[s].Session.Guests)
            {
                if (state.Problem.ItemOf[guest] >= 0 && !state.Budget.Exhausted && MakeRoom(state.Problem.ItemOf[guest]))
                {
                    return true;
                }
            }
        }

        for (var n = 0; n < state.Problem.NodeCount; n++)
        {
            if (state.Placement.OverloadOf(n) > 0 && ItemsOn(n).Exists(item => !state.Budget.Exhausted && MakeRoom(item)))
            {
                return true;
            }
        }

        return false;
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
