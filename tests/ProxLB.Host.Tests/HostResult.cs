namespace ProxLB.Host.Tests;

/// <summary>What a run of the program returned and printed.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
