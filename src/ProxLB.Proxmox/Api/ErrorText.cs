using System.Text;
using System.Text.Json;

namespace ProxLB.Proxmox.Api;

/// <summary>Finds what the cluster says about an error: in the parameters' errors, in the message, or (PVE up to 8.3) only in the status line.</summary>
internal static class ErrorText
{
    private const int LongestText = 400;

    public static string From(int status, string? reasonPhrase, ReadOnlySpan<byte> body)
    {
        var (message, errors) = FromJson(body);
        var text = message ?? (string.IsNullOrWhiteSpace(reasonPhrase) ? Plain(body) : reasonPhrase);
        text = OneLine(text ?? "");
        if (errors is not null)
        {
            text = text.Length == 0 ? errors : $"{text.TrimEnd('.')}: {errors}";
        }

        return text.Length == 0 ? $"status {status}" : text;
    }

    public static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var character in text)
        {
            if (line.Length >= LongestText)
            {
                line.Append('…');
                break;
            }

            if (!char.IsControl(character) && !char.IsWhiteSpace(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    private static (string? Message, string? Errors) FromJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return default;
            }

            var message = document.RootElement.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            string? errors = null;
            if (document.RootElement.TryGetProperty("errors", out var map) && map.ValueKind == JsonValueKind.Object)
            {
                errors = OneLine(string.Join("; ", map.EnumerateObject().Select(error => $"{error.Name}: {error.Value}")));
            }

            return (string.IsNullOrWhiteSpace(message) ? null : message, string.IsNullOrEmpty(errors) ? null : errors);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Plain(ReadOnlySpan<byte> body) =>
        body.IsEmpty || body[0] == (byte)'<' ? null : Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText)]);
}
