namespace ProxLB.Core.Execution;

/// <summary>Names under which the executor's spans and figures are published.</summary>
public static class ExecutionDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> and of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "ProxLB.Core.Execution";
}
