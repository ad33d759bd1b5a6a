namespace ProxLB.Reference;

/// <summary>Whether a placement can be reached by legal single migrations: all orders, and all detours of guests that migrate anyway.</summary>
internal sealed class ReferenceRoutes(ReferenceModel model)
{
    private readonly ReferenceSteps _steps = new(model);

    public bool IsReachable(int[] target)
    {
        var moving = Enumerable.Range(0, target.Length).Where(g => target[g] != model.Start[g]).ToArray();
        return Search(target, moving, detours: false) || Search(target, moving, detours: true);
    }

    private bool Search(int[] target, int[] moving, bool detours)
    {
        var place = (int[])model.Start.Clone();
        var seen = new HashSet<long> { Key(place, moving) };
        var waiting = new Queue<int[]>();
        waiting.Enqueue(place);
        while (waiting.TryDequeue(out place!))
        {
            if (place.AsSpan().SequenceEqual(target))
            {
                return true;
            }

            foreach (var guest in moving)
            {
                for (var node = 0; node < model.Eligible.Length; node++)
                {
                    if (node == place[guest] || (!detours && node != target[guest]))
                    {
                        continue;
                    }

                    var next = (int[])place.Clone();
                    next[guest] = node;
                    if (!seen.Contains(Key(next, moving)) && _steps.Breaks(place, [], guest, node) is null)
                    {
                        seen.Add(Key(next, moving));
                        waiting.Enqueue(next);
                    }
                }
            }
        }

        return false;
    }

    private long Key(int[] place, int[] moving)
    {
        long key = 0;
        foreach (var guest in moving)
        {
            key = (key * model.Eligible.Length) + place[guest];
        }

        return key;
    }
}
