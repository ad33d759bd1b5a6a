using ProxLB.SimulatedCluster.World.Tasks;

namespace ProxLB.SimulatedCluster.Http.Endpoints;

/// <summary>The filters of a node's task list.</summary>
internal static class TaskFilter
{
    public static bool Matches(ApiCall call, SimulatedTask task)
    {
        var started = task.StartedAt.ToUnixTimeSeconds();
        return !(call.Integer("vmid") is { } vmid && task.Id != vmid.ToString())
            && !(call.TextOrNull("typefilter") is { } type && task.Type != type)
            && !(call.TextOrNull("userfilter") is { } user && !task.User.ToString().Contains(user, StringComparison.OrdinalIgnoreCase))
            && !(call.Integer("since") is { } since && started < since)
            && !(call.Integer("until") is { } until && started > until)
            && !(call.Flag("errors") && task.ExitStatus is null or "OK" && call.Flag("errors"))
            && !(call.TextOrNull("statusfilter") is { } status && !status.Split(',').Contains(Class(task), StringComparer.Ordinal));
    }

    private static string Class(SimulatedTask task) => task.ExitStatus switch
    {
        null => "unknown",
        "OK" => "ok",
        "unexpected status" => "unknown",
        var text when text.StartsWith("WARNINGS: ", StringComparison.Ordinal) => "warning",
        _ => "error",
    };
}
