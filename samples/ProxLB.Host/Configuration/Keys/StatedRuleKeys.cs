using ProxLB.Core.Cluster;
using ProxLB.Core.Rules;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>An entry of <c>balancing.rules</c>: the snapshot's rule, its guests named by selectors.</summary>
internal static class StatedRuleKeys
{
    private static readonly (string, RuleType)[] Types =
    [
        ("affinity", RuleType.Affinity),
        ("antiAffinity", RuleType.AntiAffinity),
        ("nodeAffinity", RuleType.NodeAffinity),
        ("nodeAntiAffinity", RuleType.NodeAntiAffinity),
        ("ignore", RuleType.Ignore),
    ];

    private static readonly ConfigurationKey<Draft>[] Keys =
    [
        new("type", (target, value) => (target.Rule.Type, target.TypeGiven) = (value.OneOf(Types), true)),
        new("name", (target, value) => target.Rule.Name = value.Text()),
        new("guests", (target, value) => target.Rule.Guests = value.Texts()),
        new("otherGuests", (target, value) => target.Rule.OtherGuests = value.Texts()),
        new("nodes", (target, value) => target.Rule.Nodes = value.List(Node)),
        new("required", (target, value) => target.Rule.Required = value.Boolean()),
        new("spreadBy", (target, value) => target.Rule.SpreadBy = value.Text()),
        new("weight", (target, value) => target.Rule.Weight = value.PositiveNumber()),
        new("label", (target, value) => target.Rule.Label = Label(value)),
        new("exceptMaintenance", (target, value) => target.Rule.ExceptMaintenance = value.Boolean()),
    ];

    private static readonly ConfigurationKey<Dictionary<string, string>>[] LabelKeys =
    [
        new("key", (target, value) => target["key"] = value.Text()),
        new("value", (target, value) => target["value"] = value.Text()),
    ];

    private static readonly ConfigurationKey<NodeDraft>[] NodeKeys =
    [
        new("name", (target, value) => target.Name = value.Text()),
        new("priority", (target, value) => target.Priority = value.Whole(0)),
    ];

    public static ConfiguredRule Read(ConfigurationValue value)
    {
        var draft = value.Fields(new Draft(), Keys);
        if (!value.IsMap)
        {
            return draft.Rule;
        }
        if (!draft.TypeGiven)
        {
            value.Reject("the rule has no type; add one of affinity, antiAffinity, nodeAffinity, nodeAntiAffinity, ignore");
        }
        if (draft.Rule.Guests.Count == 0)
        {
            value.Reject("the rule names no guests; add a list such as guests: ['web*', 100-199, 'pool:db']");
        }
        if (draft.Rule.Type is RuleType.NodeAffinity or RuleType.NodeAntiAffinity && draft.Rule is { Nodes.Count: 0, Label: null })
        {
            value.Reject("the rule names no nodes; add nodes or label");
        }
        return draft.Rule;
    }

    private static NodePreference Node(ConfigurationValue value)
    {
        if (!value.IsMap)
        {
            return new(value.Text());
        }
        var draft = value.Fields(new NodeDraft(), NodeKeys);
        if (draft.Name.Length == 0)
        {
            value.Reject("the node has no name; add one");
        }
        return new(draft.Name, draft.Priority);
    }

    private static NodeLabel Label(ConfigurationValue value)
    {
        var fields = value.Fields(new Dictionary<string, string>(StringComparer.Ordinal), LabelKeys);
        if (fields.Count < LabelKeys.Length)
        {
            value.Reject("a label is written as {key: room, value: a}");
        }
        return new(fields.GetValueOrDefault("key", ""), fields.GetValueOrDefault("value", ""));
    }

    private sealed class Draft
    {
        public ConfiguredRule Rule { get; } = new();

        public bool TypeGiven { get; set; }
    }

    private sealed class NodeDraft
    {
        public string Name { get; set; } = "";

        public int Priority { get; set; }
    }
}
