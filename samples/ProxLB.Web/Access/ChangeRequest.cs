namespace ProxLB.Web.Access;

/// <summary>What somebody asked for, for the audit log.</summary>
/// <param name="Action">Such as <c>apply</c>.</param>
/// <param name="Subject">The plan or node; null if none was named or understood.</param>
internal sealed record ChangeRequest(string Action, string? Subject = null)
{
    private const int Longest = 240;

    public override string ToString() => Subject is null ? Clean(Action) : $"{Clean(Action)} of {Clean(Subject)}";

    /// <summary>What a stranger wrote must not make a second line of the log, nor a long one.</summary>
    public static string Clean(string text) =>
        new([.. text.Take(Longest).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u2029' ? '?' : letter)]);
}
