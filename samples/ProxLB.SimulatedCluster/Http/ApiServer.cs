using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using ProxLB.SimulatedCluster.Faults;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Takes the requests of all entry nodes.</summary>
internal sealed class ApiServer(Simulation simulation, FaultInjector faults, ApiDispatcher dispatcher, TimeSpan latency, TimeSpan authenticationDelay)
{
    private const int RequestsPerConnection = 100;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public async Task HandleAsync(HttpContext context, string entry)
    {
        var path = Uri.UnescapeDataString(context.Request.Path.Value ?? "/");
        if (!simulation.Read(world => world.Nodes[entry].Alive))
        {
            context.Abort();
            return;
        }

        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, simulation.Clock, context.RequestAborted);
        }

        var fault = faults.Next(context.Request.Method, path);
        if (fault is not null && await FaultResponder.ApplyAsync(context, fault, simulation.Clock))
        {
            return;
        }

        var answer = await AnswerAsync(context, entry);
        if (fault is { LoseReply: true })
        {
            context.Abort();
            return;
        }

        if (answer.Status == 401 && authenticationDelay > TimeSpan.Zero)
        {
            await Task.Delay(authenticationDelay, simulation.Clock, context.RequestAborted);
        }

        await WriteAsync(context, answer);
    }

    private async Task<ApiResponse> AnswerAsync(HttpContext context, string entry)
    {
        var request = context.Request;
        if (!Methods.Contains(request.Method, StringComparer.Ordinal))
        {
            return new ApiResponse(501, $"method '{request.Method}' not available", null);
        }

        var segments = Segments(request);
        if (segments is not ["api2", "json" or "extjs", ..])
        {
            return new ApiResponse(404, $"no such file '{request.Path}'", null);
        }

        Dictionary<string, string> parameters;
        try
        {
            parameters = await RequestParameters.ReadAsync(request);
        }
        catch (RequestRefusedException refusal)
        {
            return ApiErrors.Response(refusal, segments[1], simulation.Version);
        }

        return simulation.Change(world => dispatcher.Dispatch(request, segments[1], segments[2..], world.Nodes[entry], parameters));
    }

    private static string[] Segments(HttpRequest request)
    {
        // Kestrel leaves %2F escaped and unescapes the rest; the raw target keeps a UPID's colons apart from path separators.
        var raw = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = raw.IndexOf('?', StringComparison.Ordinal);
        return [.. (end < 0 ? raw : raw[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
    }

    private static async Task WriteAsync(HttpContext context, ApiResponse answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = answer.Reason.Split('\n')[0];
        response.Headers.CacheControl = "max-age=0";
        response.Headers.Pragma = "no-cache";
        if (answer.Status >= 400 || IsLast(context))
        {
            response.Headers.Connection = "close";
        }

        if (answer.Body is null)
        {
            response.ContentLength = 0;
            return;
        }

        var text = Write(answer.Body);
        response.ContentType = "application/json;charset=UTF-8";
        response.ContentLength = text.Length;
        await response.Body.WriteAsync(text, context.RequestAborted);
    }

    // The real API closes a connection after so many requests.
    private static bool IsLast(HttpContext context)
    {
        var items = context.Features.GetRequiredFeature<IConnectionItemsFeature>().Items;
        var requests = items.TryGetValue(typeof(ApiServer), out var before) && before is int number ? number + 1 : 1;
        items[typeof(ApiServer)] = requests;
        return requests >= RequestsPerConnection;
    }

    private static ReadOnlyMemory<byte> Write(JsonObject body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Plain);
        body.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
