using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.Http.Views;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary><c>/cluster/tasks</c>: what runs, and the last that ended on each node.</summary>
internal static class ClusterTaskEndpoints
{
    private const int FinishedPerNode = 25;

    public static IEnumerable<ApiEndpoint> All => [ApiEndpoint.Get("/cluster/tasks", List)];

    private static JsonArray List(ApiCall call)
    {
        var all = call.May("/", "Sys.Audit");
        return call.World.Tasks.All
            .GroupBy(task => task.Node, StringComparer.Ordinal)
            .SelectMany(Recent)
            .Where(task => all || (call.User.Token is null && task.User.User == call.User.User))
            .OrderByDescending(task => task.StartedAt)
            .Select(task => (JsonNode)TaskView.Listed(task, running: null))
            .ToJsonArray();
    }

    private static IEnumerable<SimulatedTask> Recent(IEnumerable<SimulatedTask> ofNode)
    {
        var tasks = ofNode.ToList();
        return tasks.Where(task => task.EndedAt is null).Concat(tasks.Where(task => task.EndedAt is not null).TakeLast(FinishedPerNode));
    }
}
