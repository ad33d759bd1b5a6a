using ProxLB.Core.Execution;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Output;

/// <summary>Says what came of an execution.</summary>
internal sealed class ReportText(HostContext context)
{
    public void Write(ExecutionReport report)
    {
        var console = TerminalConsole.Create(context.Output, context.OutputTerminal);
        foreach (var warning in report.Warnings)
        {
            HangingText.Write(console, "", warning, "yellow");
        }
        var colour = report.Verdict == ExecutionVerdict.Done ? "green" : "yellow";
        HangingText.Write(console, "", Sentence(report), $"bold {colour}");
        if (report.End != ExecutionEnd.Completed)
        {
            HangingText.Write(console, "", report.Reason, "yellow");
        }
    }

    private static string Sentence(ExecutionReport report)
    {
        var parts = new List<string> { $"{Figures.Count(report.Moved, "guest")} moved" };
        Add(report.Failed, "failed");
        Add(report.Dropped, "dropped");
        Add(report.StillRunning, "still running");
        return $"{string.Join(", ", parts)} in {Figures.Duration(report.EndedAt - report.StartedAt)}.";

        void Add(int count, string what)
        {
            if (count > 0)
            {
                parts.Add($"{count} {what}");
            }
        }
    }
}
