using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Reads any scalar as text. Perl, which writes the answers, knows no types: 1, "1" and true mean the same.</summary>
internal static class Scalar
{
    private const double LargestWhole = 1L << 62;

    public static string? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return ReadString(ref reader);
            case JsonTokenType.Number:
                return reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan);
            case JsonTokenType.True:
                return "1";
            case JsonTokenType.False:
                return "0";
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>Reads a number that may come as a string; null for what is no finite number.</summary>
    public static double? ReadDouble(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number)
        ? double.IsFinite(number) ? number : null
        : double.TryParse(Read(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Reads a whole number that may come as a string or with a fraction; null for what is none, or is out of range.</summary>
    public static long? ReadLong(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
        {
            return number;
        }

        var text = Read(ref reader);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < LargestWhole ? (long)value : null;
    }

    /// <summary>Reads a property's name; null if it is no valid text.</summary>
    public static string? ReadName(ref Utf8JsonReader reader) => ReadString(ref reader);

    private static string? ReadString(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // no valid UTF-8 or a lone surrogate
        }
    }
}
