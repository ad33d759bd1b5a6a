using System.CommandLine;
using ProxLB.Host.Documentation;

namespace ProxLB.Host.Commands;

/// <summary><c>proxlb completion bash|zsh</c>: prints what makes a shell complete the program's arguments.</summary>
internal static class CompletionCommand
{
    public static Command Create(HostContext context)
    {
        var bash = new ExampleCommand("bash", "Print the script for bash", "source <(proxlb completion bash)", "proxlb completion bash > /etc/bash_completion.d/proxlb");
        bash.SetAction(parsed => Write(() => BashCompletion.Write(context.Output, (RootCommand)parsed.RootCommandResult.Command)));
        var zsh = new ExampleCommand("zsh", "Print the script for zsh", "source <(proxlb completion zsh)", "proxlb completion zsh > /usr/local/share/zsh/site-functions/_proxlb");
        zsh.SetAction(parsed => Write(() => ZshCompletion.Write(context.Output, (RootCommand)parsed.RootCommandResult.Command)));
        return new ExampleCommand("completion", "Print a script that makes a shell complete arguments", "source <(proxlb completion bash)") { bash, zsh };
    }

    private static int Write(Action write)
    {
        write();
        return ExitCodes.Done;
    }
}
