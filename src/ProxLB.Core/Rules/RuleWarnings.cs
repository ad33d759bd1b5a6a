using ProxLB.Core.Cluster;

namespace ProxLB.Core.Rules;

/// <summary>What is wrong with rules without making them useless; each sentence once, in the order of discovery.</summary>
internal sealed class RuleWarnings
{
    private const int ShownVmids = 5;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void Add(string sentence)
    {
        if (_seen.Add(sentence))
        {
            _sentences.Add(sentence);
        }
    }

    public void UnknownNode(string origin, string node) =>
        Add($"{Capital(origin)} names the node '{node}', which this cluster does not have; that name is left out.");

    public void UnknownGuests(string origin, IReadOnlyList<int> vmids) =>
        Add($"{Capital(origin)} names {Vmids(vmids)}, which this cluster does not have; {(vmids.Count == 1 ? "it is" : "they are")} left out.");

    /// <summary>A short list of VMIDs for a sentence.</summary>
    public static string Vmids(IReadOnlyList<int> vmids)
    {
        var shown = string.Join(", ", vmids.Take(ShownVmids));
        return vmids.Count switch
        {
            1 => $"guest {shown}",
            <= ShownVmids => $"guests {shown}",
            _ => $"guests {shown} and {vmids.Count - ShownVmids} more",
        };
    }

    /// <summary>How a rule is called in a sentence: what it is by its origin, and its name.</summary>
    public static string Called(RuleOrigin origin, string name) => origin switch
    {
        RuleOrigin.Tag => $"tag {name}",
        RuleOrigin.HaGroup => $"HA group {name}",
        RuleOrigin.HaRule => $"HA rule {name}",
        RuleOrigin.Pool => name,
        _ => $"rule {name}",
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
