namespace ProxLB.Core.Serialization;

/// <summary>A file that cannot be read: it is no JSON, or does not agree with its format. All defects are listed.</summary>
public sealed class InvalidDocumentException : Exception
{
    private const int MostInMessage = 50;

    /// <summary>Lists what is wrong with a file.</summary>
    /// <param name="defects">All defects, in the order of the file as far as it can be had; at least one.</param>
    public InvalidDocumentException(IReadOnlyList<DocumentDefect> defects)
        : base(Describe(defects)) => Defects = defects;

    /// <summary>All defects, however many.</summary>
    public IReadOnlyList<DocumentDefect> Defects { get; }

    private static string Describe(IReadOnlyList<DocumentDefect> defects)
    {
        var lines = defects.Take(MostInMessage).Select(defect => defect.ToString());
        return string.Join(
            Environment.NewLine,
            defects.Count > MostInMessage ? lines.Append($"and {defects.Count - MostInMessage} more") : lines);
    }
}
