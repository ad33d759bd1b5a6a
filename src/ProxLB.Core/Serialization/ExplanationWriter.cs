using System.Text.Json;
using ProxLB.Core.Analysis;

namespace ProxLB.Core.Serialization;

/// <summary>Writes explanations in the format <c>proxlb.explain/1</c>.</summary>
public static class ExplanationWriter
{
    private const string Schema = "proxlb.explain/1";

    /// <summary>Writes an explanation to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="explanation">The explanation.</param>
    public static void Write(Stream stream, GuestExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToUtf8(explanation));
    }

    /// <summary>Writes an explanation to memory.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <returns>JSON in UTF-8, without a byte order mark.</returns>
    public static byte[] ToUtf8(GuestExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return JsonWriting.Document(explanation, WriteFields);
    }

    private static void WriteFields(Utf8JsonWriter json, GuestExplanation explanation)
    {
        json.WriteString("schema", Schema);
        json.WriteNumber("guest", explanation.Guest);
        json.WriteOptional("name", explanation.Name);
        json.WriteString("kind", EnumNames.GuestKinds[explanation.Kind]);
        json.WriteString("node", explanation.Node);
        json.WriteString("summary", explanation.Summary);
        if (explanation.Hold is { } hold)
        {
            json.WriteChild("hold", hold, VerdictFormat.WriteObjection);
        }

        json.WriteItems("here", explanation.Here, VerdictFormat.WriteObjection);
        json.WriteTexts("rules", explanation.Rules);
        json.WriteItems("nodes", explanation.Nodes, VerdictFormat.WriteVerdict);
    }
}
