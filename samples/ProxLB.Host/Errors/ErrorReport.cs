using Microsoft.Extensions.Options;
using ProxLB.Core.Execution;
using ProxLB.Core.Planning;

namespace ProxLB.Host.Errors;

/// <summary>What the user is told when a command fails: clear lines and an exit code, never a stack trace.</summary>
/// <param name="ExitCode">What the program returns.</param>
/// <param name="Lines">One message a line.</param>
internal sealed record ErrorReport(int ExitCode, IReadOnlyList<string> Lines)
{
    /// <summary>So many defects of one file are listed; the rest is counted.</summary>
    public const int MostDefects = 50;

    /// <summary>Maps whatever a command threw. This is the only such place.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="stopped">Whether the user asked to stop.</param>
    public static ErrorReport For(Exception exception, bool stopped) => exception switch
    {
        UserErrorException error => new(ExitCodes.BadInput, Limit(error.Defects)),
        InvalidClusterException error => new(ExitCodes.BadInput, Limit(error.Defects)),
        InvalidOptionsException error => new(ExitCodes.BadInput, Limit(error.Errors)),
        OptionsValidationException error => new(ExitCodes.BadInput, Limit([.. error.Failures])),
        ClusterUnreachableException error => new(ExitCodes.Unreachable, [OneLine(error.Message)]),
        OperationCanceledException when stopped => new(ExitCodes.Stopped, ["Stopped."]),
        _ => new(ExitCodes.Unexpected,
        [
            $"Unexpected: {OneLine(exception.Message)} ({exception.GetType().Name})",
            "This is a defect of the program. Run the command again with --verbose and report what it prints.",
        ]),
    };

    private static IReadOnlyList<string> Limit(IReadOnlyList<string> defects) =>
        defects.Count <= MostDefects
            ? defects
            : [.. defects.Take(MostDefects), $"and {defects.Count - MostDefects} more, {defects.Count} in all."];

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
