using System.Text.Json;
using System.Text.Json.Serialization;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Reads the few metrics that matter out of hundreds of thousands, without allocating for the others.</summary>
internal sealed class MetricSampleConverter : JsonConverter<MetricSample>
{
    private static readonly LenientLongConverter Longs = new();
    private static readonly LenientDoubleConverter Doubles = new();

    public override MetricSample Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var probe = reader;
        if (!IsGuestCpu(ref probe))
        {
            reader.Skip();
            return MetricSample.Other;
        }

        string? id = null;
        long? timestamp = null;
        double? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = Scalar.Read(ref reader);
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                timestamp = Longs.Read(ref reader, typeof(long?), options);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = Doubles.Read(ref reader, typeof(double?), options);
            }
            else
            {
                reader.Skip();
            }
        }

        return id is not null && timestamp is > 0 && value is >= 0 ? new MetricSample(id, timestamp.Value, value.Value) : MetricSample.Other;
    }

    public override void Write(Utf8JsonWriter writer, MetricSample value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static bool IsGuestCpu(ref Utf8JsonReader reader)
    {
        var (isCpu, isGuest) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetric = reader.ValueTextEquals("metric"u8);
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                isCpu |= isMetric && reader.ValueTextEquals("cpu_current"u8);
                isGuest |= isId && (reader.ValueSpan.StartsWith("qemu/"u8) || reader.ValueSpan.StartsWith("lxc/"u8));
            }
            else
            {
                reader.Skip();
            }
        }

        return isCpu && isGuest;
    }
}
