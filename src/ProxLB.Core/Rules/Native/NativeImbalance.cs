namespace ProxLB.Core.Rules.Native;

/// <summary>The imbalance that Proxmox's native rebalancing computes: the coefficient of variation of the nodes' loads, scaled to 0..1.</summary>
internal static class NativeImbalance
{
    /// <summary>0 for equal loads, 1 if one node carries everything; 0 for fewer than two nodes or no load.</summary>
    public static double Compute(ReadOnlySpan<NativeNodeLoad> nodes)
    {
        if (nodes.Length < 2)
        {
            return 0;
        }

        var sum = 0.0;
        foreach (var node in nodes)
        {
            sum += node.Load;
        }

        if (sum == 0)
        {
            return 0;
        }

        var mean = sum / nodes.Length;
        var squares = 0.0;
        foreach (var node in nodes)
        {
            squares += (node.Load - mean) * (node.Load - mean);
        }

        return Math.Sqrt(squares / nodes.Length) / mean / Math.Sqrt(nodes.Length - 1);
    }
}
