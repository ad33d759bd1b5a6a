using System.Net;
using System.Text;

namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>Stands in for the network: answers calls with recorded answers and remembers what it was asked.</summary>
internal sealed class RecordedCluster : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Func<Call, HttpResponseMessage>> _answers = new(StringComparer.Ordinal);
    private readonly List<Call> _calls = [];

    /// <summary>Answers a call that nothing else answers; default: 501, as an unknown path.</summary>
    public Func<Call, HttpResponseMessage> Otherwise { get; set; } = call => Error(501, $"Method '{call.Method} {call.Path}' not implemented");

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <param name="call">Method and path without query, such as <c>GET /version</c>.</param>
    /// <param name="data">The JSON of <c>data</c>.</param>
    public RecordedCluster On(string call, string data) => On(call, _ => Json($$"""{"data":{{data}}}"""));

    public RecordedCluster On(string call, Func<Call, HttpResponseMessage> answer)
    {
        lock (_lock)
        {
            _answers[call] = answer;
        }

        return this;
    }

    /// <summary>Whether it has an answer of its own for a call.</summary>
    public bool Knows(string call)
    {
        lock (_lock)
        {
            return _answers.ContainsKey(call);
        }
    }

    /// <summary>The body of its answer to a call.</summary>
    public async Task<string> AnswerAsync(string call)
    {
        var parts = call.Split(' ');
        using var answer = _answers[call](new Call(parts[0], parts[1], "", "", new Dictionary<string, string>(), ""));
        return await answer.Content.ReadAsStringAsync();
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(int status, string reason, string? body = null) =>
        new((HttpStatusCode)status) { ReasonPhrase = reason, Content = new StringContent(body ?? """{"data":null}""", Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new Call(
            request.Method.Method,
            request.RequestUri!.AbsolutePath["/api2/json".Length..],
            request.RequestUri.Query,
            body,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            request.RequestUri.Authority);
        Func<Call, HttpResponseMessage>? answer;
        lock (_lock)
        {
            _calls.Add(call);
            _answers.TryGetValue($"{call.Method} {call.Path}", out answer);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return (answer ?? Otherwise)(call);
    }

    internal sealed record Call(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers, string Host)
    {
        public string Line => $"{Method} {Path}";
    }
}
