using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Reads the parameters of a request from its query and its body, form or JSON.</summary>
internal static class RequestParameters
{
    private const int LargestBody = 512 * 1024;

    public static async Task<Dictionary<string, string>> ReadAsync(HttpRequest request)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            result[name] = Join(values);
        }

        if (request.Headers.TransferEncoding.Count > 0)
        {
            throw new RequestRefusedException(501, "chunked transfer encoding not supported");
        }

        if (request.ContentLength is not > 0)
        {
            return result;
        }

        if (request.Method is "GET" or "DELETE")
        {
            throw new RequestRefusedException(501, "Unexpected content for method '" + request.Method + "'");
        }

        if (request.ContentLength > LargestBody)
        {
            throw new RequestRefusedException(413, "request body too large");
        }

        foreach (var (name, value) in await ReadBodyAsync(request))
        {
            if (result.TryGetValue(name, out var other) && other != value)
            {
                throw new RequestRefusedException(400, $"duplicate parameter (already defined in URI) with conflicting values: '{name}'");
            }

            result[name] = value;
        }

        return result;
    }

    private static async Task<Dictionary<string, string>> ReadBodyAsync(HttpRequest request)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            foreach (var (name, values) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
            {
                result[name] = Join(values);
            }
        }
        else if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
        {
            foreach (var (name, value) in await ReadJsonAsync(request))
            {
                result[name] = Text(value);
            }
        }
        else
        {
            throw new RequestRefusedException(400, $"unsupported content type '{request.ContentType}'");
        }

        return result;
    }

    private static async Task<JsonObject> ReadJsonAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            throw new RequestRefusedException(400, "malformed JSON string");
        }
    }

    private static string Join(StringValues values) => string.Join(',', values.AsEnumerable());

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray array => string.Join(',', array.Select(Text)),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => "1",
            JsonValueKind.False => "0",
            _ => value.ToString(),
        },
    };
}
