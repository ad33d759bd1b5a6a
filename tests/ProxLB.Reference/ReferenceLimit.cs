namespace ProxLB.Reference;

/// <summary>One limit of capacity: what guests demand of it, and how much a node has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Demand">By guest.</param>
/// <param name="Base">By node: what is used whatever the placement.</param>
/// <param name="Most">By node; <see cref="long.MaxValue"/>: no limit.</param>
internal sealed record ReferenceLimit(string Name, long[] Demand, long[] Base, long[] Most)
{
    public long Load(int[] place, int node)
    {
        var load = Base[node];
        for (var g = 0; g < place.Length; g++)
        {
            load += place[g] == node ? Demand[g] : 0;
        }

        return load;
    }
}
