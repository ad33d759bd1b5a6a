using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ProxLB.Core.Execution.Journaling;

/// <summary>One line of a journal: a JSON object with an entry and a checksum over the entry's bytes.</summary>
internal static class JournalLine
{
    private const int SumBytes = 8;
    private static ReadOnlySpan<byte> Start => "{\"sum\":\""u8;
    private static ReadOnlySpan<byte> Middle => "\",\"entry\":"u8;

    /// <summary>The line with its end.</summary>
    public static byte[] Write(JournalEntry entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry);
        return [.. Start, .. Sum(json), .. Middle, .. json, (byte)'}', (byte)'\n'];
    }

    /// <summary>Reads a line without its end.</summary>
    /// <returns>The entry; null if the line is damaged.</returns>
    public static JournalEntry? Read(ReadOnlySpan<byte> line)
    {
        var head = Start.Length + (SumBytes * 2);
        if (!line.StartsWith(Start) || line.Length <= head + Middle.Length || !line[head..].StartsWith(Middle) || line[^1] != (byte)'}')
        {
            return null;
        }

        var json = line[(head + Middle.Length)..^1];
        if (!line[Start.Length..head].SequenceEqual(Sum(json)))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, JournalJson.Default.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Sum(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, SumBytes)));
}
