using ProxLB.Host.Hosting;
using ProxLB.Host.Setup;
using ProxLB.Host.Terminal;

namespace ProxLB.Host;

/// <summary>Everything through which the program meets the outside; tests hand in their own.</summary>
internal sealed record HostContext
{
    /// <summary>Standard input.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Standard output: results and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: messages, logs and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What standard output can show.</summary>
    public required TerminalCapabilities OutputTerminal { get; init; }

    /// <summary>What standard error can show.</summary>
    public required TerminalCapabilities ErrorTerminal { get; init; }

    /// <summary>Whether a person can answer a question.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Looks up an environment variable; null if it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where a command carries plans out; null: on the thread pool.</summary>
    public TaskScheduler? Scheduler { get; init; }

    /// <summary>This host's name.</summary>
    public string HostName { get; init; } = System.Environment.MachineName;

    /// <summary>Reads what this machine sees of itself that Proxmox knows of its guests.</summary>
    public Func<IReadOnlyCollection<string>> MachineIdentifiers { get; init; } = () => [];

    /// <summary>Runs another program of this machine.</summary>
    public Func<string, IReadOnlyList<string>, CancellationToken, Task<ProgramResult>> RunProgram { get; init; } = ProgramRunner.RunAsync;

    /// <summary>The hang-up signal, which asks a daemon to read its configuration again.</summary>
    public HangupSignal Hangup { get; init; } = new();

    /// <summary>Cancelled when the user asks a second time to stop: what is under way is then aborted.</summary>
    public CancellationToken Abort { get; init; }

    /// <summary>Changes the services of a command; null: nothing is changed.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>The context of the real process.</summary>
    public static HostContext OfProcess() => new()
    {
        Input = Console.In,
        Output = Console.Out,
        Error = Console.Error,
        OutputTerminal = TerminalCapabilities.Detect(Console.IsOutputRedirected, System.Environment.GetEnvironmentVariable),
        ErrorTerminal = TerminalCapabilities.Detect(Console.IsErrorRedirected, System.Environment.GetEnvironmentVariable),
        InputIsTerminal = !Console.IsInputRedirected,
        Environment = System.Environment.GetEnvironmentVariable,
        MachineIdentifiers = MachineIdentity.Read,
    };
}
