using System.Security.Cryptography;
using System.Text;

namespace ProxLB.Core.Cluster;

/// <summary>Tells whether the HA manager's groups and rules are still those that a plan was made under.</summary>
public static class HaRuleDigest
{
    /// <summary>The digest of all groups and rules, whatever order they come in.</summary>
    /// <param name="ha">The facts about HA.</param>
    public static string Of(HaFacts ha)
    {
        ArgumentNullException.ThrowIfNull(ha);
        var lines = ha.Rules.Select(Line).Concat(ha.Groups.Select(Line)).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static string Line(HaRule rule) =>
        $"rule {rule.Name} {rule.Type} {rule.Affinity} {rule.Strict} {rule.Disabled} {rule.Errors.Count} [{string.Join(',', rule.Guests.Order())}] [{Nodes(rule.Nodes)}]";

    private static string Line(HaGroup group) => $"group {group.Name} {group.Restricted} {group.NoFailback} [{Nodes(group.Nodes)}]";

    private static string Nodes(IReadOnlyList<NodePreference> nodes) =>
        string.Join(',', nodes.Select(node => $"{node.Name}:{node.Priority}").Order(StringComparer.Ordinal));
}
