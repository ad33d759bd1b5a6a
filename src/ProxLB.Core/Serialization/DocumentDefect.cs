namespace ProxLB.Core.Serialization;

/// <summary>Something in a file that does not agree with its format.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.guests[17].memoryBytes</c>.</param>
/// <param name="Message">What is wrong, such as <c>must be at least 0, is -5</c>.</param>
public sealed record DocumentDefect(string Path, string Message)
{
    /// <summary>The defect in one line: path, colon, message.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
