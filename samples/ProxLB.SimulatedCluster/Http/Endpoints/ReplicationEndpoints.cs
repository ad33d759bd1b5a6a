using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>Replication jobs: as configured, and as they last ran.</summary>
internal static class ReplicationEndpoints
{
    private const int Interval = 900;

    public static IEnumerable<ApiEndpoint> All =>
    [
        ApiEndpoint.Get("/cluster/replication", call => new JsonArray([.. Jobs(call).Select(job => Configured(call.World, job))])),
        ApiEndpoint.Get("/cluster/replication/{id}", One),
        ApiEndpoint.Get("/nodes/{node}/replication", OnNode).With(ApiParameter.Integer("guest").AtLeast(100)),
    ];

    private static IEnumerable<ReplicationJob> Jobs(ApiCall call) =>
        call.World.ReplicationJobs.Where(job => call.May($"/vms/{job.Guest}", "VM.Audit"));

    private static JsonObject One(ApiCall call) => Jobs(call).FirstOrDefault(job => job.Id == call.Text("id")) is { } found
        ? Configured(call.World, found)
        : throw RequestRefusedException.Failure($"no such replication job '{call.Text("id")}'");

    private static JsonArray OnNode(ApiCall call) => [.. Jobs(call)
        .Where(job => call.World.Guests[job.Guest].Node == call.Node.Name)
        .Where(job => call.Integer("guest") is not { } guest || job.Guest == guest)
        .Select(job => (JsonNode)Running(call.World, job))];

    private static JsonObject Configured(ClusterWorld world, ReplicationJob job) => new()
    {
        ["id"] = job.Id,
        ["type"] = "local",
        ["guest"] = job.Guest,
        ["jobnum"] = job.Number,
        ["target"] = job.Target,
        ["source"] = world.Guests[job.Guest].Node,
        ["schedule"] = "*/15",
    };

    private static JsonObject Running(ClusterWorld world, ReplicationJob job)
    {
        var view = Configured(world, job);
        var last = world.Now.ToUnixTimeSeconds() / Interval * Interval;
        view["vmtype"] = world.Guests[job.Guest].ApiType;
        view["last_sync"] = last;
        view["last_try"] = last;
        view["next_sync"] = last + Interval;
        view["fail_count"] = 0;
        view["duration"] = 3.2;
        return view;
    }
}
