using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.Ha.Rules;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Resources, groups and rules of the HA manager, and motions of resources.</summary>
internal static class HaConfigurationEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        Audited(ApiEndpoint.Get("/cluster/ha/resources", Resources)).With(ApiParameter.Choice("type", "ct", "vm")),
        Audited(ApiEndpoint.Get("/cluster/ha/resources/{sid}", call => HaViews.Resource(Resource(call)))),
        Moving(ApiEndpoint.Post("/cluster/ha/resources/{sid}/migrate", call => Move(call, "migrate"))),
        Moving(ApiEndpoint.Post("/cluster/ha/resources/{sid}/relocate", call => Move(call, "relocate"))),
        Audited(ApiEndpoint.Get("/cluster/ha/groups", Groups)),
        Audited(ApiEndpoint.Get("/cluster/ha/groups/{group}", Group)),
        Audited(ApiEndpoint.Get("/cluster/ha/rules", Rules)).With(
            ApiParameter.Choice("type", "node-affinity", "resource-affinity"), ApiParameter.Text("resource")).From(9, 0),
        Audited(ApiEndpoint.Get("/cluster/ha/rules/{rule}", Rule)).From(9, 0),
    ];

    private static ApiEndpoint Audited(ApiEndpoint endpoint) => endpoint.Requires("/", "Sys.Audit");

    private static ApiEndpoint Moving(ApiEndpoint endpoint) => endpoint.Requires("/", "Sys.Console").With(ApiParameter.Text("node").Mandatory());

    private static JsonArray Resources(ApiCall call) => call.World.Ha.Resources.Values
        .Where(resource => call.TextOrNull("type") is not { } type || resource.Sid.StartsWith(type, StringComparison.Ordinal))
        .Select(resource => (JsonNode)HaViews.Resource(resource))
        .ToJsonArray();

    private static HaResource Resource(ApiCall call) => call.World.Ha.Resources.TryGetValue(call.Text("sid"), out var resource)
        ? resource
        : throw RequestRefusedException.Failure($"no such resource '{call.Text("sid")}'");

    private static JsonObject? Move(ApiCall call, string command)
    {
        var (sid, node) = (call.Text("sid"), call.Text("node"));
        if (!call.World.Nodes.ContainsKey(node))
        {
            throw RequestRefusedException.Failure($"no such cluster node '{node}'");
        }

        var manager = call.World.Ha;
        var peers = manager.Dependents(sid);
        var blockers = HaViews.Blockers(manager, sid, node);
        manager.Request(sid, new HaMotion(command, node));
        return call.World.Version.AtLeast(9, 0)
            ? new JsonObject { ["sid"] = sid, ["requested-node"] = node }
                .Put("comigrated-resources", peers.Count > 0 ? peers.ToJsonArray() : null)
                .Put("blocking-resources", blockers.Count > 0 ? blockers : null)
            : null;
    }

    private static JsonArray Groups(ApiCall call)
    {
        RequireGroups(call, "index groups");
        return call.World.Ha.Groups.Values.Select(group => (JsonNode)HaViews.Group(group)).ToJsonArray();
    }

    private static JsonObject Group(ApiCall call)
    {
        RequireGroups(call, "get group");
        return call.World.Ha.Groups.TryGetValue(call.Text("group"), out var group)
            ? HaViews.Group(group)
            : throw RequestRefusedException.Failure($"no such ha group '{call.Text("group")}'");
    }

    private static void RequireGroups(ApiCall call, string action)
    {
        if (call.World.Version.AtLeast(9, 0))
        {
            throw RequestRefusedException.Failure($"cannot {action}: ha groups have been migrated to rules");
        }
    }

    private static JsonArray Rules(ApiCall call) => Views(call)
        .Where(entry => call.TextOrNull("type") is not { } type || entry.View["type"]!.GetValue<string>() == type)
        .Where(entry => call.TextOrNull("resource") is not { } sid || entry.Rule.Resources.Contains(sid, StringComparer.Ordinal))
        .Select(entry => (JsonNode)entry.View)
        .ToJsonArray();

    private static JsonObject Rule(ApiCall call) => Views(call).FirstOrDefault(entry => entry.Rule.Name == call.Text("rule")).View
        ?? throw RequestRefusedException.Failure($"no such ha rule '{call.Text("rule")}'");

    private static IEnumerable<(AffinityRule Rule, JsonObject View)> Views(ApiCall call)
    {
        var world = call.World;
        var rules = world.Ha.AllRules();
        var errors = RuleFeasibility.Check(rules, world.Nodes.Keys);
        return rules.Select((rule, index) => (rule, HaViews.Rule(rule, index + 1, errors, world.Version.AtLeast(9, 2))));
    }
}
