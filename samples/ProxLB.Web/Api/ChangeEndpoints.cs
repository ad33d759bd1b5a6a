using Microsoft.AspNetCore.Http.HttpResults;
using ProxLB.Core.Operation;
using ProxLB.Web.Access;
using ProxLB.Web.Api.Models;
using ProxLB.Web.Operation;

namespace ProxLB.Web.Api;

/// <summary>The state changes of the API.</summary>
internal static class ChangeEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Post("/apply", ApplyAsync, "Carries a plan out. A second time for the same plan does nothing more.").Accepts<ApplyBody>("application/json");
        Post("/drain", DrainAsync, "Carries out a plan that empties nodes; they stay empty.").Accepts<DrainBody>("application/json");
        Post("/undrain", UndrainAsync, "Carries out a plan that brings guests back to a drained node.").Accepts<UndrainBody>("application/json");
        Post("/pause", PauseAsync, "Starts nothing new until resumed; what runs goes on.");
        Post("/resume", ResumeAsync, "Goes on after a pause.");
        Post("/stop", StopAsync, "Ends the run; what runs is finished, or cancelled with abort.").WithDescription("The body may be left out: {\"abort\": false}.");

        RouteHandlerBuilder Post(string path, Delegate handler, string summary) => api.MapPost(path, handler).WithSummary(summary)
            .Produces<ChangeDocument>(StatusCodes.Status202Accepted).Produces<ChangeDocument>().ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ApplyAsync(HttpContext context, AuditedChanges changes, BodyReader bodies, ClusterOperator cluster)
    {
        var body = await bodies.ReadAsync<ApplyBody>(context, "apply");
        return Answer(await changes.ApplyAsync(Visitor.Of(context), body.Plan, context.RequestAborted), body.Plan, cluster);
    }

    private static async Task<IResult> DrainAsync(HttpContext context, AuditedChanges changes, BodyReader bodies, ClusterOperator cluster)
    {
        var body = await bodies.ReadAsync<DrainBody>(context, "drain");
        return Answer(await changes.DrainAsync(Visitor.Of(context), body.Nodes, body.Plan, context.RequestAborted), body.Plan, cluster);
    }

    private static async Task<IResult> UndrainAsync(HttpContext context, AuditedChanges changes, BodyReader bodies, ClusterOperator cluster)
    {
        var body = await bodies.ReadAsync<UndrainBody>(context, "undrain");
        return Answer(await changes.UndrainAsync(Visitor.Of(context), body.Node, body.Plan, context.RequestAborted), body.Plan, cluster);
    }

    private static async Task<IResult> PauseAsync(HttpContext context, AuditedChanges changes, ClusterOperator cluster)
    {
        await changes.PauseAsync(Visitor.Of(context), context.RequestAborted);
        return Steered(cluster, "No further migration starts.");
    }

    private static async Task<IResult> ResumeAsync(HttpContext context, AuditedChanges changes, ClusterOperator cluster)
    {
        await changes.ResumeAsync(Visitor.Of(context), context.RequestAborted);
        return Steered(cluster, "Migrations go on.");
    }

    private static async Task<IResult> StopAsync(HttpContext context, AuditedChanges changes, BodyReader bodies, ClusterOperator cluster)
    {
        var body = context.Request.ContentLength is > 0 ? await bodies.ReadAsync<StopBody>(context, "stop") : new StopBody();
        await changes.StopAsync(Visitor.Of(context), body.Abort, context.RequestAborted);
        return Steered(cluster, body.Abort ? "What is in flight is cancelled." : "What is in flight is finished; nothing more starts.");
    }

    private static JsonHttpResult<ChangeDocument> Answer(ApplyOutcome outcome, string plan, ClusterOperator cluster) => TypedResults.Json(
        new ChangeDocument(plan, StateView.ActivityOf(cluster.State), outcome.Reason),
        ApiJson.Options,
        statusCode: outcome.Result == ApplyResult.Started ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);

    private static JsonHttpResult<ChangeDocument> Steered(ClusterOperator cluster, string message) => TypedResults.Json(
        new ChangeDocument(cluster.State.Run?.Plan, StateView.ActivityOf(cluster.State), message), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
}
