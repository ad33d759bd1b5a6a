using ProxLB.Core.Cluster;

namespace ProxLB.Benchmarks.Clusters;

/// <summary>A cluster with groups of guests that have to stay apart, beside the same cluster without any rule.</summary>
internal static class ApartGroups
{
    public const int Members = 5;
    private const int Seed = 1;

    /// <param name="free">The cluster without rules.</param>
    /// <param name="groups">How many groups of random guests; no guest is in two.</param>
    public static ClusterSnapshot Add(ClusterSnapshot free, int groups)
    {
        var guests = free.Guests.Select(guest => guest.Id).ToArray();
        new Random(Seed).Shuffle(guests);
        return free with
        {
            Rules = [.. guests.Chunk(Members).Take(groups).Select(members => new PlacementRule { Type = RuleType.AntiAffinity, Guests = members })],
        };
    }
}
