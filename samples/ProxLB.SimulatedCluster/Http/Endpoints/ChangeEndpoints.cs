using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Ha;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>The few changes of configuration that bear on balancing: the scheduler's options, and the HA manager's resources.</summary>
internal static class ChangeEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Put("/cluster/options", SetOptions).Requires("/", "Sys.Modify").With(
            ApiParameter.Text("crs"), ApiParameter.Text("bwlimit"), ApiParameter.Text("migration"), ApiParameter.Text("description"),
            ApiParameter.Integer("max_workers").AtLeast(1), ApiParameter.Text("delete")),
        ApiEndpoint.Put("/cluster/ha/resources/{sid}", SetResource).Requires("/", "Sys.Console").With(
            ApiParameter.Choice("state", "started", "stopped", "enabled", "disabled", "ignored"),
            ApiParameter.Text("group"), ApiParameter.Integer("max_restart").AtLeast(0), ApiParameter.Integer("max_relocate").AtLeast(0),
            ApiParameter.Text("comment"), ApiParameter.Text("delete"), ApiParameter.Text("digest"),
            ApiParameter.Flag("failback").From(9, 0), ApiParameter.Flag("auto-rebalance").From(9, 2)),
    ];

    private static JsonNode? SetOptions(ApiCall call)
    {
        var options = call.World.Options;
        foreach (var name in new[] { "crs", "migration" })
        {
            if (call.TextOrNull(name) is { } text)
            {
                options[name] = Properties(text);
            }
        }

        foreach (var name in new[] { "bwlimit", "description" })
        {
            if (call.TextOrNull(name) is { } text)
            {
                options[name] = text;
            }
        }

        if (call.Integer("max_workers") is { } workers)
        {
            options["max_workers"] = (int)workers;
        }

        foreach (var name in (call.TextOrNull("delete") ?? "").Split(','))
        {
            options.Remove(name);
        }

        return null;
    }

    /// <summary>A property string such as <c>ha=dynamic,ha-auto-rebalance=1</c>: booleans become numbers, numbers stay text.</summary>
    private static JsonObject Properties(string text)
    {
        var view = new JsonObject();
        foreach (var pair in text.Split(',').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2))
        {
            view[pair[0]] = pair[1] is "0" or "1" ? int.Parse(pair[1]) : pair[1];
        }

        return view;
    }

    private static JsonNode? SetResource(ApiCall call)
    {
        var manager = call.World.Ha;
        if (!manager.Resources.TryGetValue(call.Text("sid"), out var resource))
        {
            throw RequestRefusedException.Failure($"no such resource '{call.Text("sid")}'");
        }

        foreach (var name in (call.TextOrNull("delete") ?? "").Split(','))
        {
            Reset(resource, name);
        }

        resource.State = call.TextOrNull("state") ?? resource.State;
        resource.Group = call.TextOrNull("group") ?? resource.Group;
        resource.MaxRestart = (int?)call.Integer("max_restart") ?? resource.MaxRestart;
        resource.MaxRelocate = (int?)call.Integer("max_relocate") ?? resource.MaxRelocate;
        resource.Failback = call.TextOrNull("failback") is null ? resource.Failback : call.Flag("failback");
        resource.AutoRebalance = call.TextOrNull("auto-rebalance") is null ? resource.AutoRebalance : call.Flag("auto-rebalance");
        return null;
    }

    private static void Reset(HaResource resource, string name)
    {
        switch (name)
        {
            case "state":
                resource.State = null;
                break;
            case "group":
                resource.Group = null;
                break;
            case "failback":
                resource.Failback = null;
                break;
            case "auto-rebalance":
                resource.AutoRebalance = null;
                break;
        }
    }
}
