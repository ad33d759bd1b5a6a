using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>The tasks of a node: lists, status, log, stop.</summary>
internal static class TaskEndpoints
{
    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/nodes/{node}/tasks", List).With(
            ApiParameter.Integer("start").AtLeast(0), ApiParameter.Integer("limit").AtLeast(0), ApiParameter.Flag("errors"),
            ApiParameter.Integer("since"), ApiParameter.Integer("until"), ApiParameter.Integer("vmid").AtLeast(100),
            ApiParameter.Choice("source", "archive", "active", "all"), ApiParameter.Text("typefilter"),
            ApiParameter.Text("userfilter"), ApiParameter.Text("statusfilter")),
        ApiEndpoint.Get("/nodes/{node}/tasks/{upid}", Index),
        ApiEndpoint.Delete("/nodes/{node}/tasks/{upid}", Stop),
        ApiEndpoint.Get("/nodes/{node}/tasks/{upid}/status", Status),
        ApiEndpoint.Get("/nodes/{node}/tasks/{upid}/log", Log).With(
            ApiParameter.Integer("start").AtLeast(0), ApiParameter.Integer("limit").AtLeast(0), ApiParameter.Flag("download")),
    ];

    private static JsonArray List(ApiCall call)
    {
        var source = call.TextOrNull("source") ?? "archive";
        var all = call.May($"/nodes/{call.Node.Name}", "Sys.Audit");
        var matching = call.World.Tasks.All
            .Where(task => task.Node == call.Node.Name && (all || task.User.User == call.User.User))
            .Where(task => source == "all" || source == "active" == task.EndedAt is null)
            .Where(task => TaskFilter.Matches(call, task))
            .OrderByDescending(task => task.StartedAt)
            .ThenByDescending(task => task.ProcessId)
            .ToList();
        call.Total = matching.Count;
        return matching.Skip((int)(call.Integer("start") ?? 0))
            .Take((int)(call.Integer("limit") ?? 50))
            .Select(task => (JsonNode)TaskView.Listed(task, running: "RUNNING"))
            .ToJsonArray();
    }

    private static JsonArray Index(ApiCall call)
    {
        Find(call, "Sys.Audit");
        return [new JsonObject { ["name"] = "log" }, new JsonObject { ["name"] = "status" }];
    }

    private static JsonObject Status(ApiCall call) => TaskView.Status(Find(call, "Sys.Audit"));

    private static JsonArray Log(ApiCall call)
    {
        var log = Find(call, "Sys.Audit").Log;
        var start = (int)(call.Integer("start") ?? 0);
        call.Total = log.Count;
        return log.Select((line, index) => (JsonNode)new JsonObject { ["n"] = index + 1, ["t"] = line })
            .Skip(start)
            .Take((int)(call.Integer("limit") ?? 50))
            .ToJsonArray();
    }

    private static JsonNode? Stop(ApiCall call)
    {
        call.World.Migrations.Stop(Find(call, "Sys.Modify"));
        return null;
    }

    private static SimulatedTask Find(ApiCall call, string privilegeForOthers)
    {
        var upid = call.Text("upid");
        if (!Upid.IsValid(upid))
        {
            throw RequestRefusedException.Parameter("upid", $"unable to parse worker upid '{upid}'");
        }

        var task = call.World.Tasks.Find(call.Node.Name, upid) ?? throw RequestRefusedException.Failure("no such task");
        if (task.User != call.User && task.User.User != call.User.User)
        {
            call.Require($"/nodes/{call.Node.Name}", privilegeForOthers);
        }

        return task;
    }
}
