namespace ProxLB.Core.Constraints;

/// <summary>Packs the HA guests of lost nodes onto the others, the largest first, each where it first fits under the HA rules.</summary>
internal sealed class SurvivalPacking(SurvivalFigures figures)
{
    /// <summary>The guests that find no place.</summary>
    /// <param name="lost">By node: whether it is lost.</param>
    /// <param name="open">By node: whether it takes guests as long as it is not lost.</param>
    /// <param name="placement">By guest: its node.</param>
    public List<int> Unplaced(ReadOnlySpan<bool> lost, ReadOnlySpan<bool> open, ReadOnlySpan<int> placement)
    {
        var place = placement.ToArray();
        var free = figures.FreeUnder(placement);
        var online = new bool[open.Length];
        for (var n = 0; n < online.Length; n++)
        {
            online[n] = open[n] && !lost[n];
        }

        var unplaced = new List<int>();
        foreach (var (guests, memory) in Largest(lost, place))
        {
            var node = FirstFit(guests, memory, online, free, place);
            foreach (var guest in guests)
            {
                place[guest] = node;
            }

            if (node >= 0)
            {
                free[node] -= memory;
            }
            else
            {
                unplaced.AddRange(guests);
            }
        }

        return unplaced;
    }

    /// <summary>What has to be restarted, as groups that stay together, the largest first.</summary>
    private List<(int[] Guests, long Memory)> Largest(ReadOnlySpan<bool> lost, int[] place)
    {
        var items = new List<(int[] Guests, long Memory)>();
        var ha = figures.Ha;
        for (var g = 0; g < place.Length; g++)
        {
            if (!figures.Restarts[g] || place[g] < 0 || !lost[place[g]])
            {
                continue;
            }

            int[] together = ha.GroupOf(g) < 0 ? [g] : Array.FindAll(ha.Groups[ha.GroupOf(g)], m => figures.Restarts[m] && place[m] == place[g]);
            if (together[0] == g)
            {
                items.Add((together, together.Sum(m => figures.Demand[m])));
            }
        }

        items.Sort((a, b) => a.Memory != b.Memory ? b.Memory.CompareTo(a.Memory) : a.Guests[0].CompareTo(b.Guests[0]));
        return items;
    }

    private int FirstFit(int[] guests, long memory, bool[] online, long[] free, int[] place)
    {
        var suited = figures.Ha.NodeAffinity(guests[0])?.Preferred(online) ?? online;
        for (var n = 0; n < suited.Length; n++)
        {
            if (suited[n] && free[n] >= memory && !MeetsPartner(guests, n, place))
            {
                return n;
            }
        }

        return -1;
    }

    private bool MeetsPartner(int[] guests, int node, int[] place)
    {
        foreach (var guest in guests)
        {
            foreach (var partner in figures.Ha.ApartFrom(guest))
            {
                if (place[partner] == node)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
