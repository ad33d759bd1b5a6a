using System.Text;
using System.Text.Json;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Picks guests' CPU use out of hundreds of thousands of metrics, in one pass and without allocating for the others.</summary>
internal static class MetricsReader
{
    /// <summary>Reads one metric; the reader stands at its start and afterwards at its end.</summary>
    /// <returns>Null if it is another metric, or has no usable value.</returns>
    public static MetricSample? Read(ref Utf8JsonReader reader)
    {
        var (isCpu, timestamp, value) = (false, (long?)null, (double?)null);
        ReadOnlySpan<byte> id = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metric"u8))
            {
                reader.Read();
                isCpu = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("cpu_current"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                timestamp = Scalar.ReadLong(ref reader);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = Scalar.ReadDouble(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        var isGuest = id.StartsWith("qemu/"u8) || id.StartsWith("lxc/"u8);
        return isCpu && isGuest && timestamp is > 0 && value is >= 0 ? new MetricSample(Encoding.UTF8.GetString(id), timestamp.Value, value.Value) : null;
    }
}
