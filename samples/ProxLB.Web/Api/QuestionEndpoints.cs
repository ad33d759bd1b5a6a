using ProxLB.Core.Operation;
using ProxLB.Core.Serialization;
using ProxLB.Web.Access;
using ProxLB.Web.Api.Models;
using ProxLB.Web.Operation;

namespace ProxLB.Web.Api;

/// <summary>The questions of the API. None changes anything.</summary>
internal static class QuestionEndpoints
{
    private const string Json = "application/json";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/session", SessionAsync).Produces<SessionDocument>().WithSummary("Who asks.");
        api.MapGet("/state", StateAsync).Produces<StateDocument>().WithSummary("The cluster, and what is being done with it.")
            .WithDescription("guests=true adds the guests.");
        api.MapGet("/plan", PlanAsync).Produces<PlanDocument>().WithSummary("The latest plan; with parameters a plan made now. Planning moves nothing.")
            .WithDescription("Parameters: goal (target, best, rules-only), drain (a node to empty, repeatable), undrain (a node to bring guests back to), keep (a VMID that stays, repeatable), max (most migrations), frontier=true. The answer is a document proxlb.plan/1, docs/contracts/plan.v1.schema.json.");
        api.MapGet("/frontier", FrontierAsync).Produces<FrontierDocument>().WithSummary("What can be had for how many migrations.")
            .WithDescription("Parameter: goal.");
        api.MapGet("/explain", ExplainAsync).Produces<ExplanationDocument>().WithSummary("Why a guest is where it is, and why not elsewhere.")
            .WithDescription("Parameters: guest (a VMID), node. The answer is a document proxlb.explain/1, docs/contracts/explain.v1.schema.json.");
        api.MapGet("/best-node", BestNodeAsync).Produces<AdviceDocument>().WithSummary("Where a new guest should go.")
            .WithDescription("Parameters: memory (bytes), cores, kind (vm, container), disk (STORAGE:BYTES, repeatable), tag (repeatable), pool, count. The answer is a document proxlb.best-node/1, docs/contracts/best-node.v1.schema.json.");
        api.MapGet("/check", CheckAsync).Produces<CheckDocument>().WithSummary("Rules, conflicts, and what the loss of each node would do.")
            .WithDescription("The answer is a document proxlb.check/1, docs/contracts/check.v1.schema.json.");
        api.MapGet("/history", HistoryAsync).Produces<IReadOnlyList<RunDocument>>().WithSummary("The runs that have ended, newest first.")
            .WithDescription("Parameter: limit.");
    }

    private static async Task<IResult> SessionAsync(HttpContext context, ClusterDesk desk, AccessGate gate)
    {
        var visitor = Visitor.Of(context);
        await desk.StateAsync(visitor, context.RequestAborted);
        return TypedResults.Json(new SessionDocument(visitor.Name, await gate.MayMigrateAsync(visitor, context.RequestAborted)), ApiJson.Options);
    }

    private static async Task<IResult> StateAsync(HttpContext context, ClusterDesk desk)
    {
        var state = await desk.StateAsync(Visitor.Of(context), context.RequestAborted);
        return TypedResults.Json(StateView.Of(state, QueryReader.Guests(context.Request.Query)), ApiJson.Options);
    }

    private static async Task<IResult> PlanAsync(HttpContext context, ClusterDesk desk)
    {
        var visitor = Visitor.Of(context);
        var state = await desk.StateAsync(visitor, context.RequestAborted);
        var wish = QueryReader.Plan(context.Request.Query);
        KeptPlan plan = wish.IsUsual && state.Plan is { } latest ? latest : await desk.PlanAsync(visitor, wish, context.RequestAborted);
        return TypedResults.Bytes(PlanWriter.ToUtf8(plan.Plan), Json);
    }

    private static async Task<IResult> FrontierAsync(HttpContext context, ClusterDesk desk)
    {
        var visitor = Visitor.Of(context);
        await desk.StateAsync(visitor, context.RequestAborted);
        var wish = new PlanWish { Goal = QueryReader.FrontierGoal(context.Request.Query), Frontier = true };
        var plan = (await desk.PlanAsync(visitor, wish, context.RequestAborted)).Plan;
        var points = plan.Frontier.Select(point => new FrontierPointDocument(point.Migrations, point.Spread, point.CostBytes));
        return TypedResults.Json(new FrontierDocument(plan.Id, [.. points]), ApiJson.Options);
    }

    private static async Task<IResult> ExplainAsync(HttpContext context, ClusterDesk desk)
    {
        var visitor = Visitor.Of(context);
        await desk.StateAsync(visitor, context.RequestAborted);
        var (guest, node) = QueryReader.Explanation(context.Request.Query);
        return TypedResults.Bytes(ExplanationWriter.ToUtf8(await desk.ExplainAsync(visitor, guest, node, context.RequestAborted)), Json);
    }

    private static async Task<IResult> BestNodeAsync(HttpContext context, ClusterDesk desk)
    {
        var visitor = Visitor.Of(context);
        await desk.StateAsync(visitor, context.RequestAborted);
        return TypedResults.Bytes(AdviceWriter.ToUtf8(await desk.BestNodeAsync(visitor, QueryReader.Guest(context.Request.Query), context.RequestAborted)), Json);
    }

    private static async Task<IResult> CheckAsync(HttpContext context, ClusterDesk desk) =>
        TypedResults.Bytes(CheckWriter.ToUtf8(await desk.CheckAsync(Visitor.Of(context), context.RequestAborted)), Json);

    private static async Task<IResult> HistoryAsync(HttpContext context, ClusterDesk desk)
    {
        var runs = await desk.HistoryAsync(Visitor.Of(context), context.RequestAborted);
        var limit = QueryReader.Limit(context.Request.Query);
        return TypedResults.Json(runs.Take(limit).Select(RunView.Of).ToList(), ApiJson.Options);
    }
}
