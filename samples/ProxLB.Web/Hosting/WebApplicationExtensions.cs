using ProxLB.Web.Access;
using ProxLB.Web.Api;
using ProxLB.Web.Pages;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Hosting;

/// <summary>Puts the API and the page into a web application.</summary>
public static class WebApplicationExtensions
{
    /// <summary>Maps the API under <c>/api/v1</c> and the page at <c>/</c>.</summary>
    /// <param name="app">The application; <see cref="WebServiceCollectionExtensions.AddProxLBWeb(IServiceCollection, WebOptions, Func{Proxmox.ProxmoxClusterProvider})"/> was called on its services.</param>
    public static void MapProxLBWeb(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<RequestGuard>();
        app.UseRouting();
        app.UseCors(ApiRoutes.CorsPolicy);
        app.UseMiddleware<PageGuard>();
        app.UseAntiforgery();

        var api = app.MapGroup(ApiRoutes.Root).DisableAntiforgery();
        QuestionEndpoints.Map(api);
        ChangeEndpoints.Map(api);
        EventEndpoint.Map(api);
        app.MapOpenApi(ApiRoutes.OpenApi);
        app.MapFallback(ApiRoutes.Root + "/{**rest}", UnknownCall);

        AssetEndpoints.Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static void UnknownCall(HttpContext context, AuditLog log)
    {
        var request = context.Request;
        var problem = new Problem(
            404, ProblemCodes.UnknownCall, $"There is no {request.Method} {request.Path}{(request.ContentType is { } type ? $" that takes {type}" : "")}.", $"See {ApiRoutes.OpenApi}.");
        if (!HttpMethods.IsGet(request.Method))
        {
            log.Refused(Visitor.Of(context), new(request.Path.Value ?? ""), problem);
        }

        throw new ProblemException(problem);
    }
}
