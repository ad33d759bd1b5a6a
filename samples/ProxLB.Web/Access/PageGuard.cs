using System.Security.Claims;
using ProxLB.Web.Operation;

namespace ProxLB.Web.Access;

/// <summary>Tells the page who visits it, and keeps its live connection for those who may look.</summary>
internal sealed class PageGuard(RequestDelegate next, ClusterDesk desk)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var visitor = Visitor.Of(context);
        if (context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
        {
            await desk.StateAsync(visitor, context.RequestAborted);
        }

        context.User = new ClaimsPrincipal(new VisitorIdentity(visitor));
        await next(context);
    }
}
