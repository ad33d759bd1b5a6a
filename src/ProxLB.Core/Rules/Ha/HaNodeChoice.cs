namespace ProxLB.Core.Rules.Ha;

/// <summary>The node that the HA manager chooses for a guest: its <c>select_service_node</c>, step by step.</summary>
internal sealed class HaNodeChoice(HaModel model)
{
    /// <summary>Chooses for one guest.</summary>
    /// <returns>The node; -1 if there is none, then the guest stays, or its recovery waits.</returns>
    public int Select(int guest, HaSituation situation, HaChoice choice = HaChoice.Stay)
    {
        var affinity = model.NodeAffinity(guest);
        var allowed = affinity?.Allowed(situation.Online) ?? situation.Online;
        var candidates = affinity?.Preferred(situation.Online) ?? (bool[])situation.Online.Clone();
        if (!Array.Exists(candidates, candidate => candidate))
        {
            return -1;
        }

        var together = Together(guest, situation);
        var separate = Separate(guest, situation);
        var current = situation.Current[guest];
        var facts = model.Index.Snapshot.Guests[guest];
        if (choice == HaChoice.Stay && !FailsBack(guest) && current >= 0 && allowed[current] && (together[current] > 0 || !separate[current]))
        {
            return current;
        }

        if (choice == HaChoice.TryNext)
        {
            foreach (var failed in facts.HaFailedNodes)
            {
                Remove(candidates, model.Index.Node(failed));
            }
        }

        for (var node = 0; node < candidates.Length; node++)
        {
            candidates[node] &= !separate[node];
        }

        KeepWithPeers(candidates, together);
        var maintenance = facts.HaMaintenanceNode is { } name ? model.Index.Node(name) : -1;
        if (maintenance >= 0 && candidates[maintenance])
        {
            return maintenance;
        }

        return choice == HaChoice.Stay && current >= 0 && candidates[current] ? current : Best(candidates, situation.Score);
    }

    private static void Remove(bool[] nodes, int node)
    {
        if (node >= 0)
        {
            nodes[node] = false;
        }
    }

    // The manager asks each guest for its own setting, not for that of its group.
    private bool FailsBack(int guest) => HaGroups.OwnFailback(model.Index, guest);

    private int[] Together(int guest, HaSituation situation)
    {
        var peers = new int[situation.Online.Length];
        if (model.GroupOf(guest) < 0)
        {
            return peers;
        }

        foreach (var peer in model.Groups[model.GroupOf(guest)])
        {
            var node = situation.Target[peer] >= 0 ? situation.Target[peer] : situation.Current[peer];
            if (peer != guest && node >= 0)
            {
                peers[node]++;
            }
        }

        return peers;
    }

    private bool[] Separate(int guest, HaSituation situation)
    {
        var taken = new bool[situation.Online.Length];
        foreach (var other in model.ApartFrom(guest))
        {
            if (situation.Current[other] >= 0)
            {
                taken[situation.Current[other]] = true;
            }

            if (situation.Target[other] >= 0)
            {
                taken[situation.Target[other]] = true;
            }
        }

        return taken;
    }

    /// <summary>If peers are on a candidate, only the candidate with the most of them is left; among equals the first by name.</summary>
    private void KeepWithPeers(bool[] candidates, int[] peers)
    {
        var most = -1;
        for (var node = 0; node < candidates.Length; node++)
        {
            if (candidates[node] && peers[node] > 0
                && (most < 0 || peers[node] > peers[most] || (peers[node] == peers[most] && Before(node, most))))
            {
                most = node;
            }
        }

        if (most >= 0)
        {
            Array.Clear(candidates);
            candidates[most] = true;
        }
    }

    private int Best(bool[] candidates, double[] score)
    {
        var best = -1;
        for (var node = 0; node < candidates.Length; node++)
        {
            if (candidates[node] && (best < 0 || score[node] < score[best] || (score[node] <= score[best] && Before(node, best))))
            {
                best = node;
            }
        }

        return best;
    }

    private bool Before(int left, int right) => string.CompareOrdinal(model.Index.NodeName(left), model.Index.NodeName(right)) < 0;
}
