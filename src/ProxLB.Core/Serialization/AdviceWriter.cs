using System.Text.Json;
using ProxLB.Core.Analysis;

namespace ProxLB.Core.Serialization;

/// <summary>Writes placement advice in the format <c>proxlb.best-node/1</c>.</summary>
public static class AdviceWriter
{
    private const string Schema = "proxlb.best-node/1";

    /// <summary>Writes advice to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="advice">The advice.</param>
    public static void Write(Stream stream, PlacementAdvice advice)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToUtf8(advice));
    }

    /// <summary>Writes advice to memory.</summary>
    /// <param name="advice">The advice.</param>
    /// <returns>JSON in UTF-8, without a byte order mark.</returns>
    public static byte[] ToUtf8(PlacementAdvice advice)
    {
        ArgumentNullException.ThrowIfNull(advice);
        return JsonWriting.Document(advice, WriteFields);
    }

    private static void WriteFields(Utf8JsonWriter json, PlacementAdvice advice)
    {
        json.WriteString("schema", Schema);
        json.WriteBoolean("fits", advice.Fits);
        json.WriteItems("guests", advice.Guests, WriteGuest);
        json.WriteTexts("warnings", advice.Warnings);
    }

    private static void WriteGuest(Utf8JsonWriter json, AdvisedGuest guest)
    {
        json.WriteString("node", guest.Node);
        json.WriteString("reason", guest.Reason);
        json.WriteItems("candidates", guest.Candidates, VerdictFormat.WriteVerdict);
    }
}
