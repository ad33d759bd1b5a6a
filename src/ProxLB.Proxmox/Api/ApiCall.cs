namespace ProxLB.Proxmox.Api;

/// <summary>One call, ready to be sent to any host, as often as it takes.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Its path below the API's root, with its query.</param>
/// <param name="Parameters">What stands in the body of a POST.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, IReadOnlyList<KeyValuePair<string, string>>? Parameters = null)
{
    /// <summary>Whether sending it twice is as good as sending it once.</summary>
    public bool IsSafeToRepeat => Method == HttpMethod.Get;

    public HttpRequestMessage ToRequest() => new(Method, new Uri(Path, UriKind.Relative))
    {
        Content = Parameters is null ? null : new FormUrlEncodedContent(Parameters),
    };
}
