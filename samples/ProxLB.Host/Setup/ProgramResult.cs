namespace ProxLB.Host.Setup;

/// <summary>What another program returned and printed.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);
