using System.CommandLine;
using System.CommandLine.Invocation;
using ProxLB.Host.Commands;
using ProxLB.Host.Errors;

namespace ProxLB.Host;

/// <summary>Parses the arguments, runs the command, and turns whatever goes wrong into a clear line and an exit code.</summary>
internal static class HostProgram
{
    /// <summary>Runs the program once.</summary>
    /// <param name="arguments">The arguments after the program's name.</param>
    /// <param name="context">How it meets the outside.</param>
    /// <param name="stop">Cancelled when the user asks to stop.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, HostContext context, CancellationToken stop = default)
    {
        var parsed = ProxLBCommand.Create(context).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var messages = new ErrorText(context);
        if (parsed.Action is ParseErrorAction || ArgumentErrors.HasUnknownOption(parsed))
        {
            messages.Write(ArgumentErrors.Report(parsed));
            return ExitCodes.BadInput;
        }
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = context.Output,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, stop);
        }
        catch (Exception exception)
        {
            var report = ErrorReport.For(exception, stop.IsCancellationRequested);
            messages.Write(report);
            if (report.ExitCode == ExitCodes.Unexpected && parsed.GetValue(CommonOptions.Verbose))
            {
                messages.WriteDetails(exception);
            }
            return report.ExitCode;
        }
    }
}
