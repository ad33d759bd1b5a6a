using System.CommandLine;
using ProxLB.Host.Documentation;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb manual</c>: prints the manual page as roff, for those who package the program.</summary>
internal static class ManualCommand
{
    public static Command Create(HostContext context)
    {
        var command = new ExampleCommand("manual", "Print the manual page as roff", "proxlb manual | man -l -") { Hidden = true };
        command.SetAction(parsed =>
        {
            new ManualPage(context.Output).Write((RootCommand)parsed.RootCommandResult.Command);
            return ExitCodes.Done;
        });
        return command;
    }
}
