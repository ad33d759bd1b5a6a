using ProxLB.Core.Planning;

namespace ProxLB.Core.Serialization;

/// <summary>Reads plan files of the format <c>proxlb.plan/1</c>.</summary>
/// <remarks>Unknown properties are ignored, everything else is checked.</remarks>
public static class PlanReader
{
    /// <summary>Reads a plan from a stream, to its end.</summary>
    /// <param name="stream">The file: JSON in UTF-8, with or without a byte order mark.</param>
    /// <exception cref="InvalidDocumentException">It is no JSON, or no valid plan; all defects are listed.</exception>
    public static MigrationPlan Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(JsonText.ReadAll(stream));
    }

    /// <summary>Reads a plan from memory.</summary>
    /// <param name="utf8">The file: JSON in UTF-8, with or without a byte order mark.</param>
    /// <exception cref="InvalidDocumentException">It is no JSON, or no valid plan; all defects are listed.</exception>
    public static MigrationPlan Read(ReadOnlyMemory<byte> utf8) => DocumentReader.Read(utf8, PlanFormat.Read);
}
