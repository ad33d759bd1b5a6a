using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ProxLB.Core.Serialization;

/// <summary>Opens a JSON file and says where it is broken.</summary>
internal static class JsonText
{
    private const int MostLevels = 64;

    public static JsonDocument Open(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            throw Broken("is not UTF-8 text; save the file as UTF-8");
        }

        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MostLevels });
        }
        catch (JsonException exception)
        {
            throw Broken(Describe(exception, utf8.Span));
        }
    }

    public static ReadOnlyMemory<byte> ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.TryGetBuffer(out var bytes) ? bytes : buffer.ToArray();
    }

    private static string Describe(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "is not JSON: the file is empty";
        }

        // The library's message ends with the same place, counted from 0.
        var reason = exception.Message;
        var end = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: {(end < 0 ? reason : reason[..end])}";
    }

    private static InvalidDocumentException Broken(string problem) => new([new DocumentDefect(JsonPath.Root.ToString(), problem)]);
}
