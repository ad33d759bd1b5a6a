using ProxLB.Core.Execution;

namespace ProxLB.Host.Terminal;

/// <summary>Shows migrations under way.</summary>
internal abstract class MigrationProgress
{
    /// <summary>Bars on a terminal, lines elsewhere; always on standard error.</summary>
    public static MigrationProgress For(HostContext context)
    {
        var console = TerminalConsole.Create(context.Error, context.ErrorTerminal);
        return context.ErrorTerminal.Interactive ? new ProgressBars(console) : new ProgressLines(console);
    }

    /// <summary>Runs something that reports what happens, and shows it.</summary>
    public abstract Task<T> ShowAsync<T>(Func<IProgress<ExecutionEvent>, Task<T>> run);
}
