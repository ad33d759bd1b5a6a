using ProxLB.Web.Problems;

namespace ProxLB.Web.Access;

/// <summary>Refuses what a foreign web page could have sent, before anything looks at it; turns problems into answers.</summary>
internal sealed class RequestGuard(RequestDelegate next, OriginPolicy origins, SecurityHeaders headers, AuditLog log)
{
    /// <summary>The header that a state change must carry; no form and no simple cross-site request can.</summary>
    public const string Header = "X-ProxLB";

    private const string HeaderValue = "1";

    public async Task InvokeAsync(HttpContext context)
    {
        headers.Apply(context.Response);
        var isChange = IsChange(context.Request);
        try
        {
            RequireTrustedOrigin(context.Request);
            if (isChange)
            {
                RequireHeader(context.Request);
                RequireCredential(context.Request);
            }
        }
        catch (ProblemException refused)
        {
            if (isChange)
            {
                log.Refused(Visitor.Of(context), new(ActionOf(context.Request)), refused.Problem);
            }

            await ProblemWriter.WriteAsync(context, refused.Problem);
            return;
        }

        try
        {
            await next(context);
        }
        catch (ProblemException refused) when (!context.Response.HasStarted)
        {
            headers.Apply(context.Response);
            await ProblemWriter.WriteAsync(context, refused.Problem);
        }
    }

    private void RequireTrustedOrigin(HttpRequest request)
    {
        // The page's live connection belongs to the page alone; other sites that may call the API have no use for it.
        var allowed = request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
            ? request.Headers.Origin is not [{ } origin] || OriginPolicy.IsSelf(request, origin)
            : origins.Allows(request);
        if (!allowed)
        {
            throw new ProblemException(new(
                403, ProblemCodes.ForeignOrigin, "The request comes from another web site.", "Name its origin in service.origins if it is to be trusted."));
        }
    }

    private static void RequireHeader(HttpRequest request)
    {
        if (request.Headers[Header] is not [HeaderValue])
        {
            throw new ProblemException(new(400, ProblemCodes.MissingHeader, $"The request lacks the header {Header}: {HeaderValue}.", "Send it with each state change."));
        }
    }

    private static void RequireCredential(HttpRequest request)
    {
        if (CredentialReader.Read(request) is null)
        {
            throw CredentialReader.HasAny(request) ? Problem.Expired("somebody") : Problem.NotSignedIn();
        }
    }

    private static bool IsChange(HttpRequest request) =>
        request.Path.StartsWithSegments(Api.ApiRoutes.Root, StringComparison.Ordinal) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
        && !HttpMethods.IsOptions(request.Method);

    private static string ActionOf(HttpRequest request) => request.Path.Value?.Split('/')[^1] ?? "";
}
