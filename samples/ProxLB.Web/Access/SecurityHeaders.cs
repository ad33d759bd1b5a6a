namespace ProxLB.Web.Access;

/// <summary>What a browser may do with an answer: run only this service's own script, and frame the page only where the configured origins do.</summary>
internal sealed class SecurityHeaders(OriginPolicy origins)
{
    private readonly string _policy = string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        // The framework sets the height of what is scrolled out of sight as an attribute.
        "style-src-attr 'unsafe-inline'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        $"frame-ancestors {string.Join(' ', origins.Configured.Prepend("'self'"))}");

    public void Apply(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }
}
