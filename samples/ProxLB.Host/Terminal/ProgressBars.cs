using ProxLB.Core.Execution;
using Spectre.Console;

namespace ProxLB.Host.Terminal;

/// <summary>Shows a bar for each migration under way; what has ended stays above as a line.</summary>
internal sealed class ProgressBars(IAnsiConsole console) : MigrationProgress
{
    private const int BarWidth = 24;

    /// <summary>What has been copied is not yet verified, so a bar is full only at the end.</summary>
    private const double MostBeforeEnd = 0.99;

    public override Task<T> ShowAsync<T>(Func<IProgress<ExecutionEvent>, Task<T>> run) =>
        console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = Math.Min(BarWidth, console.Profile.Width / 3) },
                new PercentageColumn(),
                new ElapsedTimeColumn())
            .StartAsync(context => run(new Display(console, context)));

    private sealed class Display(IAnsiConsole console, ProgressContext context) : IProgress<ExecutionEvent>
    {
        private readonly Dictionary<int, ProgressTask> _tasks = [];

        public void Report(ExecutionEvent value)
        {
            if (value is { Kind: ExecutionEventKind.StepStarted, Migration: { } started })
            {
                _tasks[started.Step] = context.AddTask(Spectre.Console.Markup.Escape(EventText.Way(started)), maxValue: 1);
                return;
            }
            if (value.Migration is { } migration && _tasks.TryGetValue(migration.Step, out var task))
            {
                task.Value = value.Kind == ExecutionEventKind.StepEnded ? 1 : Math.Clamp(value.Progress ?? 0, task.Value, MostBeforeEnd);
            }
            if (EventText.IsWorthALine(value))
            {
                console.MarkupLine(EventText.Markup(value));
            }
        }
    }
}
