using ProxLB.Core.Cluster;

namespace ProxLB.Reference;

/// <summary>A rule over several guests, counted anew from who is where.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it says.</param>
/// <param name="Members">Guests by index.</param>
/// <param name="Others">The other side of an anti-affinity, or none.</param>
/// <param name="PlaceOf">By node: its place (the node itself, or its fault domain; -1: none).</param>
/// <param name="Open">Places that are eligible and open to at least one member.</param>
/// <param name="Weight">What a violation weighs in thousandths if it is preferred; 0: required.</param>
/// <param name="EvenWeight">What a point of unevenness weighs in thousandths: the weight that the rule states, required or not.</param>
internal sealed record ReferenceRule(
    string Name, RuleType Type, int[] Members, int[] Others, int[] PlaceOf, int[] Open, long Weight, long EvenWeight)
{
    public bool Required => Weight == 0;

    /// <summary>The most members of an anti-affinity that a place may hold: one, or an even share where there are fewer places.</summary>
    public int Share => Open.Length == 0 ? Members.Length : (Members.Length + Open.Length - 1) / Open.Length;

    public bool IsEvenness => Type == RuleType.AntiAffinity && Others.Length == 0 && Share > 1;

    /// <summary>How many guests would have to move.</summary>
    /// <param name="place">By guest: its node.</param>
    /// <param name="extra">Guests that also count on another node.</param>
    public long Violations(int[] place, IReadOnlyList<(int Guest, int Node)>? extra = null)
    {
        var ones = Count(Members, place, extra);
        switch (Type)
        {
            case RuleType.Affinity:
                return ones.Sum() - ones.Max();
            case RuleType.AntiAffinity when Others.Length > 0:
                var others = Count(Others, place, extra);
                return ones.Select((count, p) => Math.Min(count, others[p])).Sum();
            default:
                return ones.Sum(count => Math.Max(0, count - Share));
        }
    }

    /// <summary>The preferred half of an evenness rule: fullest and emptiest open place differ by at most one.</summary>
    public long Unevenness(int[] place)
    {
        if (!IsEvenness || Open.Length == 0)
        {
            return 0;
        }

        var counts = Count(Members, place, null);
        return Math.Max(0, Open.Max(p => counts[p]) - Open.Min(p => counts[p]) - 1);
    }

    /// <summary>How many nodes the members lie on.</summary>
    public int Occupied(int[] place, IReadOnlyList<(int Guest, int Node)> extra) => Count(Members, place, extra).Count(count => count > 0);

    public bool Names(int guest) => Array.IndexOf(Members, guest) >= 0 || Array.IndexOf(Others, guest) >= 0;

    private int[] Count(int[] guests, int[] place, IReadOnlyList<(int Guest, int Node)>? extra)
    {
        var counts = new int[PlaceOf.Length];
        foreach (var guest in guests)
        {
            Add(counts, place[guest]);
        }

        for (var i = 0; i < (extra?.Count ?? 0); i++)
        {
            if (Array.IndexOf(guests, extra![i].Guest) >= 0)
            {
                Add(counts, extra[i].Node);
            }
        }

        return counts;
    }

    private void Add(int[] counts, int node)
    {
        if (PlaceOf[node] >= 0)
        {
            counts[PlaceOf[node]]++;
        }
    }
}
