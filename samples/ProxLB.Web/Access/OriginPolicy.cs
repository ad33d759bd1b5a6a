namespace ProxLB.Web.Access;

/// <summary>Which web sites may send requests: this one itself, and those that are configured.</summary>
internal sealed class OriginPolicy
{
    private readonly HashSet<string> _configured;

    /// <exception cref="ArgumentException">An origin is none, such as one with a path.</exception>
    public OriginPolicy(IEnumerable<string> configured)
    {
        _configured = [.. configured.Select(Normalize)];
    }

    /// <summary>The configured origins.</summary>
    public IReadOnlyCollection<string> Configured => _configured;

    /// <summary>Whether a request may be answered; one that names no origin comes from no web page, or only asks for something.</summary>
    public bool Allows(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        return origins.Count == 0 || (origins is [{ } origin] && (IsSelf(request, origin) || _configured.Contains(origin)));
    }

    /// <summary>Whether a page of this origin is one of this service itself.</summary>
    public static bool IsSelf(HttpRequest request, string origin) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    private static string Normalize(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.UserInfo.Length == 0
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new ArgumentException($"'{text}' is no origin; write it as https://pve1.example.com:8006.", nameof(text));
}
