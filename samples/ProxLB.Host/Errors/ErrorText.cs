using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Errors;

/// <summary>Prints what went wrong to standard error, one line a message and unbroken, so that it can be searched for.</summary>
internal sealed class ErrorText(HostContext context)
{
    public void Write(ErrorReport report)
    {
        var prefix = report.ExitCode == ExitCodes.Stopped ? "" : "error: ";
        foreach (var line in report.Lines)
        {
            Write(prefix, "red", line);
            prefix = "";
        }
    }

    /// <summary>Prints where in the program it happened, for a report of a defect.</summary>
    public void WriteDetails(Exception exception) => context.Error.WriteLine(exception);

    /// <summary>Prints something that the user should know although the command goes on.</summary>
    public void WriteNote(string note) => Write("note: ", "yellow", note);

    private void Write(string prefix, string colour, string line)
    {
        if (prefix.Length > 0)
        {
            TerminalConsole.Create(context.Error, context.ErrorTerminal).Markup($"[bold {colour}]{prefix}[/]");
        }
        context.Error.WriteLine(line);
    }
}
