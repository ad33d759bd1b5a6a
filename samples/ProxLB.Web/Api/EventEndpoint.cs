using ProxLB.Core.Operation;
using ProxLB.Web.Access;
using ProxLB.Web.Hosting;
using ProxLB.Web.Operation;

namespace ProxLB.Web.Api;

/// <summary><c>GET /events</c>: what happens, as server-sent events.</summary>
internal static class EventEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/events", StreamAsync)
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .WithSummary("What happens, as server-sent events.")
        .WithDescription("Events: state (as GET /state), progress (what happened in one sentence), denied (a problem; the stream ends).");

    private static async Task StreamAsync(HttpContext context, ClusterDesk desk, ClusterOperator cluster, Watchers watchers, WebClock clock)
    {
        var visitor = Visitor.Of(context);
        await desk.StateAsync(visitor, context.RequestAborted);
        using var watching = watchers.Enter();
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        await using var stream = new EventStream(response, clock.Time);
        try
        {
            await stream.FollowAsync(cluster, token => desk.StateAsync(visitor, token), context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The visitor has left.
        }
    }
}
