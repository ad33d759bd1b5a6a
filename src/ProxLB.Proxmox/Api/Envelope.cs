using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProxLB.Proxmox.Api.Json;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Api;

/// <summary>Reads what stands in <c>data</c> of an answer.</summary>
internal static class Envelope
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 64 };

    /// <summary>The answer's data; null if it is null or of another kind than an object or a scalar of this type.</summary>
    /// <exception cref="ApiException">The answer is no JSON, or cut off.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type, string call) where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(body, ReaderOptions);
            T? value = null;
            while (MoveToData(ref reader))
            {
                value = reader.TokenType is JsonTokenType.StartArray && typeof(T) != typeof(JsonElement) && typeof(T) != typeof(string)
                    ? SkipToNull<T>(ref reader)
                    : JsonSerializer.Deserialize(ref reader, type);
            }

            return value;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unusable(call, exception);
        }
    }

    /// <summary>The rows of the answer's data. A row that is no object is counted and left out.</summary>
    /// <exception cref="ApiException">The answer is no JSON, or cut off, or its data is no list.</exception>
    public static Rows<T> ReadRows<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type, string call) where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(body, ReaderOptions);
            Rows<T>? rows = null;
            while (MoveToData(ref reader))
            {
                rows = ReadList(ref reader, type) ?? rows;
            }

            return rows ?? throw Unusable(call, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unusable(call, exception);
        }
    }

    /// <summary>The samples of guests' CPU use in the answer to <c>GET /cluster/metrics/export</c>, whose list stands in <c>data</c> of <c>data</c>.</summary>
    /// <exception cref="ApiException">The answer is no JSON, or cut off, or has no list.</exception>
    public static IReadOnlyList<MetricSample> ReadMetrics(ReadOnlySpan<byte> body, string call)
    {
        try
        {
            var reader = new Utf8JsonReader(body, ReaderOptions);
            List<MetricSample>? samples = null;
            while (MoveToData(ref reader))
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    reader.Skip();
                    continue;
                }

                while (MoveToData(ref reader, inside: true))
                {
                    samples = ReadMetrics(ref reader) ?? samples;
                }
            }

            return samples ?? throw Unusable(call, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unusable(call, exception);
        }
    }

    private static List<MetricSample>? ReadMetrics(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var samples = new List<MetricSample>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (MetricsReader.Read(ref reader) is { } sample)
            {
                samples.Add(sample);
            }
        }

        return samples;
    }

    private static Rows<T>? ReadList<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type) where T : class
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var rows = new List<T>();
        var leftOut = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject && JsonSerializer.Deserialize(ref reader, type) is { } row)
            {
                rows.Add(row);
            }
            else
            {
                reader.Skip();
                leftOut++;
            }
        }

        return new Rows<T>(rows, leftOut);
    }

    // Stands on the value of the next property "data", or at the object's end.
    private static bool MoveToData(ref Utf8JsonReader reader, bool inside = false)
    {
        if (!inside && reader.TokenType == JsonTokenType.None && !(reader.Read() && reader.TokenType == JsonTokenType.StartObject))
        {
            throw new JsonException("The answer is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static T? SkipToNull<T>(ref Utf8JsonReader reader) where T : class
    {
        reader.Skip();
        return null;
    }

    private static ApiException Unusable(string call, Exception? cause) =>
        new(ApiFailure.BadAnswer, $"The answer to {call} is not what Proxmox gives ({cause?.Message ?? "no list"}).", "unusable answer", cause);
}
