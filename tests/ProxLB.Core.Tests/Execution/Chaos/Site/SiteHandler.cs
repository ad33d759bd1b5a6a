using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ProxLB.SimulatedCluster.Http;
using WorldClock = ProxLB.SimulatedCluster.Simulation;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>Stands in for the network to one node of the simulated cluster: the whole API without a socket, and all that can go wrong on the way.</summary>
internal sealed partial class SiteHandler(string entry, WorldClock world, ApiDispatcher api, SiteWeather weather, SiteRecorder recorder) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        weather.BeforeCall();
        if (!world.Read(now => now.Nodes[entry].Alive))
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no route to host");
        }

        switch (weather.Draw())
        {
            case SiteFault.NoConnection:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "connection refused");
            case SiteFault.LostRequest:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection broke before the request arrived");
            case SiteFault.NoRoute:
                return Answer(595, "No route to host", []);
            case SiteFault.InternalError:
                return Answer(500, "got timeout", []);
            case SiteFault.Garbage:
                return Answer(200, "OK", "<html>login</html>"u8.ToArray(), "text/html");
            case SiteFault.LostReply:
                await DispatchAsync(request, cancellationToken);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection broke before the answer arrived");
            default:
                var answer = await DispatchAsync(request, cancellationToken);
                return Answer(answer.Status, answer.Reason, answer.Body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(answer.Body));
        }
    }

    private async Task<ApiResponse> DispatchAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var segments = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var parameters = Parameters(request.RequestUri.Query.TrimStart('?'));
        if (request.Content is { } content)
        {
            foreach (var (name, value) in Parameters(await content.ReadAsStringAsync(cancellationToken)))
            {
                parameters[name] = value;
            }
        }

        var context = new DefaultHttpContext();
        context.Request.Method = request.Method.Method;
        context.Request.Headers.Authorization = request.Headers.Authorization?.ToString() ?? request.Headers.GetValues("Authorization").First();
        var path = string.Join('/', segments[2..]);
        return world.Change(now =>
        {
            var start = request.Method == HttpMethod.Post && Start().Match(path) is { Success: true } match ? match : null;
            if (start is not null)
            {
                recorder.BeforeRequest(now, int.Parse(start.Groups["guest"].ValueSpan), start.Groups["node"].Value, parameters["target"]);
            }

            var answer = api.Dispatch(context.Request, segments[1], segments[2..], now.Nodes[entry], parameters);
            if (start is not null && answer.Status == 200)
            {
                recorder.Accepted(now, int.Parse(start.Groups["guest"].ValueSpan), parameters["target"], answer.Body!["data"]!.GetValue<string>());
            }
            else if (path == "cluster/resources" && !parameters.ContainsKey("type"))
            {
                recorder.Shown(now);
            }

            return answer;
        });
    }

    private static Dictionary<string, string> Parameters(string text) => text
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Decode(pair[0]), pair => Decode(pair[1]), StringComparer.Ordinal);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static HttpResponseMessage Answer(int status, string reason, byte[] body, string type = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpResponseMessage((HttpStatusCode)status) { ReasonPhrase = reason, Content = content };
    }

    [GeneratedRegex("^nodes/(?<node>[^/]+)/(qemu|lxc)/(?<guest>[0-9]+)/migrate$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();
}
