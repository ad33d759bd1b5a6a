using ProxLB.Core.Execution;
using Spectre.Console;

namespace ProxLB.Host.Terminal;

/// <summary>Shows each event in a line of its own, for logs and pipes.</summary>
internal sealed class ProgressLines(IAnsiConsole console) : MigrationProgress, IProgress<ExecutionEvent>
{
    public override Task<T> ShowAsync<T>(Func<IProgress<ExecutionEvent>, Task<T>> run) => run(this);

    public void Report(ExecutionEvent value)
    {
        if (EventText.IsWorthALine(value))
        {
            console.MarkupLine(EventText.Markup(value));
        }
    }
}
