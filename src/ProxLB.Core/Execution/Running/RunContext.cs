using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ProxLB.Core.Execution.Journaling;
using ProxLB.Core.Execution.Windows;
using ProxLB.Core.Planning;

namespace ProxLB.Core.Execution.Running;

/// <summary>What all parts of one run share.</summary>
internal sealed class RunContext
{
    public required IClusterProvider Provider { get; init; }

    public required ExecutionOptions Options { get; init; }

    public required ExecutionRequest Request { get; init; }

    public required ExecutionControl Control { get; init; }

    public required TimeProvider Time { get; init; }

    public required CircuitBreaker Circuit { get; init; }

    public required ExecutionWindows Windows { get; init; }

    public required IExecutionJournal Journal { get; init; }

    /// <summary>Where cooldowns come from: the real journal, in a dry run too.</summary>
    public required JournalKnowledge Knowledge { get; init; }

    /// <summary>Where plans are made, so that the run goes on meanwhile.</summary>
    public required TaskScheduler Workers { get; init; }

    public required ILogger Logger { get; init; }

    public required Facts Facts { get; init; }

    public required RunProgress Progress { get; init; }

    public Activity? Activity { get; set; }

    public string Goal { get; set; } = "";

    /// <summary>The digest of the HA rules that the steps were planned under.</summary>
    public string? RuleDigest { get; set; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        Options.DryRun ? Task.CompletedTask : Task.Delay(delay, Time, cancellationToken);

    public bool IsUnreachable(DateTimeOffset since) => Now - since >= Options.UnreachableTimeout;

    public void Warn(string message, PlannedMigration? migration = null)
    {
        Progress.Warnings.Add(message);
        Progress.Tell(ExecutionEventKind.Warning, message, migration);
    }
}
