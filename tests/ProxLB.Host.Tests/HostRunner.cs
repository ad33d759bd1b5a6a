using Microsoft.Extensions.DependencyInjection;
using ProxLB.Host.Setup;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests;

/// <summary>Runs the program inside the test's process, with its streams captured.</summary>
internal sealed class HostRunner
{
    public string Input { get; init; } = "";

    public bool InputIsTerminal { get; init; }

    public int Width { get; init; } = 80;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TaskScheduler? Scheduler { get; init; }

    public Action<IServiceCollection>? Services { get; init; }

    public Func<string, IReadOnlyList<string>, CancellationToken, Task<ProgramResult>>? Programs { get; init; }

    public CancellationToken Stop { get; init; }

    public static Task<HostResult> RunAsync(params string[] arguments) => new HostRunner().StartAsync(arguments);

    public async Task<HostResult> StartAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new HostContext
        {
            Input = new StringReader(Input),
            Output = output,
            Error = error,
            OutputTerminal = TerminalCapabilities.Plain(Width),
            ErrorTerminal = TerminalCapabilities.Plain(Width),
            InputIsTerminal = InputIsTerminal,
            Environment = _ => null,
            Time = Time,
            Scheduler = Scheduler,
            ConfigureServices = Services,
            RunProgram = Programs ?? ((program, _, _) => throw new InvalidOperationException($"{program} was not expected to run.")),
        };
        var code = await HostProgram.RunAsync(arguments, context, Stop);
        return new(code, output.ToString(), error.ToString());
    }
}
