using System.Text.Json.Nodes;
using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.Http.Views;

/// <summary>A task as the API shows it.</summary>
internal static class TaskView
{
    public static JsonObject Listed(SimulatedTask task, string? running)
    {
        var view = Basics(task);
        return task.EndedAt is { } end
            ? view.Put("endtime", end.ToUnixTimeSeconds()).Put("status", task.ExitStatus)
            : view.Put("status", running);
    }

    public static JsonObject Status(SimulatedTask task) =>
        Basics(task).Put("status", task.EndedAt is null ? "running" : "stopped").Put("exitstatus", task.ExitStatus);

    private static JsonObject Basics(SimulatedTask task) => new JsonObject
    {
        ["upid"] = task.Upid,
        ["node"] = task.Node,
        ["pid"] = task.ProcessId,
        ["pstart"] = task.ProcessStart,
        ["starttime"] = task.StartedAt.ToUnixTimeSeconds(),
        ["type"] = task.Type,
        ["id"] = task.Id,
        ["user"] = task.User.User,
    }.Put("tokenid", task.User.Token);
}
