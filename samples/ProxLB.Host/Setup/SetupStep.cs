namespace ProxLB.Host.Setup;

/// <summary>One command of the set-up.</summary>
/// <param name="Purpose">What it does, in a few words.</param>
/// <param name="Arguments">What <c>pveum</c> is called with.</param>
/// <param name="IfThere">What is done instead where it is there already; null: nothing needs to be.</param>
internal sealed record SetupStep(string Purpose, IReadOnlyList<string> Arguments, IReadOnlyList<string>? IfThere = null)
{
    private const string Program = "pveum";

    /// <summary>The command as one types it.</summary>
    public string Line => $"{Program} {string.Join(' ', Arguments.Select(Quote))}";

    private static string Quote(string argument) =>
        argument.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/' or '@' or ':') ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
