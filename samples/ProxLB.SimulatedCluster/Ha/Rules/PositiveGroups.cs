namespace ProxLB.SimulatedCluster.Ha.Rules;

/// <summary>Positive rules that share resources are one group.</summary>
internal static class PositiveGroups
{
    public static List<(HashSet<string> Resources, List<ResourceAffinityRule> Rules)> Merge(IEnumerable<ResourceAffinityRule> positive)
    {
        var groups = new List<(HashSet<string> Resources, List<ResourceAffinityRule> Rules)>();
        foreach (var rule in positive)
        {
            var merged = (Resources: new HashSet<string>(rule.Resources, StringComparer.Ordinal), Rules: new List<ResourceAffinityRule> { rule });
            foreach (var group in groups.Where(group => group.Resources.Overlaps(merged.Resources)).ToList())
            {
                merged.Resources.UnionWith(group.Resources);
                merged.Rules.AddRange(group.Rules);
                groups.Remove(group);
            }

            groups.Add(merged);
        }

        return groups;
    }
}
