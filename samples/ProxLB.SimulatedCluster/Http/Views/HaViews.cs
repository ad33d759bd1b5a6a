using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.Ha.Rules;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>The configuration of the HA manager as the API shows it: defaults are not filled in.</summary>
internal static class HaViews
{
    public static JsonObject Resource(HaResource resource) => new JsonObject
    {
        ["sid"] = resource.Sid,
        ["type"] = resource.Sid[..2],
        ["digest"] = Digest.Of(resource.Sid, resource.State, resource.Group, resource.Failback?.ToString(), resource.AutoRebalance?.ToString()),
    }
        .Put("state", resource.State)
        .Put("group", resource.Group)
        .Put("failback", resource.Failback?.Bit())
        .Put("max_restart", resource.MaxRestart)
        .Put("max_relocate", resource.MaxRelocate)
        .Put("auto-rebalance", resource.AutoRebalance?.Bit());

    public static JsonObject Group(ResourceGroup group) => new JsonObject
    {
        ["group"] = group.Name,
        ["type"] = "group",
        ["nodes"] = string.Join(',', group.Nodes),
        ["digest"] = Digest.Of(group.Name, string.Join(',', group.Nodes), group.Restricted.ToString(), group.NoFailback.ToString()),
    }
        .Put("restricted", group.Restricted ? 1 : null)
        .Put("nofailback", group.NoFailback ? 1 : null)
        .Put("comment", group.Comment);

    public static JsonObject Rule(AffinityRule rule, int order, IReadOnlyDictionary<string, List<string>> errors, bool withNodeAffinitySign)
    {
        var view = new JsonObject
        {
            ["rule"] = rule.Name,
            ["resources"] = string.Join(',', rule.Resources),
            ["order"] = order,
            ["digest"] = Digest.Of(rule.ToString(), string.Join(',', rule.Resources)),
        };
        switch (rule)
        {
            case NodeAffinityRule onNodes:
                view.Put("type", "node-affinity")
                    .Put("nodes", string.Join(',', onNodes.Nodes))
                    .Put("strict", onNodes.Strict ? 1 : null)
                    .Put("affinity", onNodes.Negative && withNodeAffinitySign ? "negative" : null);
                break;
            case ResourceAffinityRule among:
                view.Put("type", "resource-affinity").Put("affinity", among.Positive ? "positive" : "negative");
                break;
        }

        return view.Put("disable", rule.Disabled ? 1 : null)
            .Put("comment", rule.Comment)
            .Put("errors", errors.TryGetValue(rule.Name, out var messages) ? new JsonObject { ["resources"] = messages.ToJsonArray() } : null);
    }

    public static JsonArray Blockers(HaManager manager, string sid, string node) => manager.Blockers(sid, node)
        .Select(blocker => (JsonNode)new JsonObject { ["sid"] = blocker.Sid, ["cause"] = blocker.Cause })
        .ToJsonArray();
}
