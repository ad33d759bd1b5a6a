using ProxLB.Core.Execution;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Says what came of an execution.</summary>
internal sealed class ReportText(HostContext context)
{
    public void Write(ExecutionReport report)
    {
        var console = TerminalConsole.Create(context.Output, context.OutputTerminal);
        foreach (var warning in report.Warnings)
        {
            console.MarkupLine($"[yellow]{Markup.Escape(warning)}[/]");
        }
        var colour = report.Verdict == ExecutionVerdict.Done ? "green" : "yellow";
        console.Write(new Markup($"[bold {colour}]{Markup.Escape(Sentence(report))}[/]"));
        console.WriteLine();
        if (report.End != ExecutionEnd.Completed)
        {
            console.Write(new Markup($"[yellow]{Markup.Escape(report.Reason)}[/]"));
            console.WriteLine();
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
