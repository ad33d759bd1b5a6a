using System.Text;
using System.Text.Json;

namespace ProxLB.Proxmox.Api.Json;

/// <summary>Reads any scalar as text. Perl, which writes the answers, knows no types: 1, "1" and true mean the same.</summary>
internal static class Scalar
{
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
