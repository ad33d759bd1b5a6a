namespace ProxLB.Proxmox.Api;

/// <summary>Makes an exception of an answer that is none: by its status, or because it is a web page.</summary>
internal static class ErrorAnswer
{
    public static ApiException ToException(HttpRequestMessage request, HttpResponseMessage response, ReadOnlySpan<byte> body, HostEndpoint host)
    {
        var status = (int)response.StatusCode;
        var call = $"{request.Method} {PathOf(request)}";
        if (status < 400)
        {
            return new ApiException(
                ApiFailure.NoAnswer,
                $"{host} answers {call} with status {status} and no API answer; something else than Proxmox VE (a captive portal, a proxy) stands there.",
                "something else than Proxmox VE answers");
        }

        var reason = ErrorText.From(status, response.ReasonPhrase, body);
        return new ApiException(Classify(status, PathOf(request)), $"{host} answers {call} with {status}: {reason}", reason);
    }

    // A host passes a call on to the node that it is about, and what concerns no node to a service of its own: without an answer from that the host is of no use.
    private static ApiFailure Classify(int status, string path) => status switch
    {
        400 => ApiFailure.BadParameter,
        401 => ApiFailure.NotAuthenticated,
        403 => ApiFailure.Forbidden,
        404 or 501 => ApiFailure.NotSupported,
        502 or 503 or 504 => ApiFailure.NoAnswer,
        595 => IsAboutNode(path) ? ApiFailure.NodeNotConnected : ApiFailure.NotConnected,
        596 or 597 or 598 or 599 => IsAboutNode(path) ? ApiFailure.NodeNoAnswer : ApiFailure.NoAnswer,
        _ => ApiFailure.Refused,
    };

    private static bool IsAboutNode(string path) => path.StartsWith("/nodes/", StringComparison.Ordinal);

    // Without the query and the API's root; no secret is ever part of a path.
    private static string PathOf(HttpRequestMessage request) =>
        "/" + (request.RequestUri is { IsAbsoluteUri: true } uri ? uri.AbsolutePath["/api2/json/".Length..] : request.RequestUri?.OriginalString.Split('?')[0]);
}
