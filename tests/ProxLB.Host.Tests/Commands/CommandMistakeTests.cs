using System.CommandLine;
using ProxLB.Host.Commands;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests.Commands;

/// <summary>Every command there is, called as somebody new to it would: wrongly.</summary>
public sealed class CommandMistakeTests
{
    /// <summary>Commands that need nothing but their name.</summary>
    private static readonly string[] Complete = ["demo", "manual", "setup", "plan", "apply", "run", "snapshot", "check", "best-node", "config check", "config show", "completion bash", "completion zsh"];

    public static TheoryData<string> Commands => [.. Paths(Root())];

    public static TheoryData<string, string> Options
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var path in Paths(Root()))
            {
                foreach (var option in OptionsOf(path).Where(option => option is not Option<bool> && option.Arity.MinimumNumberOfValues > 0 && !option.Hidden))
                {
                    data.Add(path, option.Name);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public Task An_option_that_it_does_not_have_is_named(string command) => AssertMistakeAsync($"{command} --colour", "--colour");

    [Theory]
    [MemberData(nameof(Commands))]
    public Task A_word_too_many_is_named(string command) =>
        command == "drain" ? Task.CompletedTask : AssertMistakeAsync($"{command} {Arguments(command)} superfluous", "superfluous"); // drain takes any number of nodes

    [Theory]
    [MemberData(nameof(Options))]
    public Task An_option_without_its_value_is_named(string command, string option) => AssertMistakeAsync($"{command} {option}", option);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_is_missing_is_said(string command)
    {
        if (!Complete.Contains(command, StringComparer.Ordinal))
        {
            await AssertMistakeAsync(command, "");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_configuration_that_is_not_there_is_named(string command)
    {
        if (command is "demo" or "manual" or "setup" or "config" || command.StartsWith("completion", StringComparison.Ordinal))
        {
            return; // They need none.
        }
        var result = await HostRunner.RunAsync([.. $"{command} {Arguments(command)} --config /nowhere/proxlb.yaml".Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains("/nowhere/proxlb.yaml: there is no such configuration file", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static async Task AssertMistakeAsync(string line, string named)
    {
        var result = await HostRunner.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.True(result.ExitCode == ExitCodes.BadInput, $"'{line}' is exit code {result.ExitCode}");
        Assert.StartsWith("error: ", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(named, result.ErrorLines[0], StringComparison.Ordinal);
        Assert.InRange(result.ErrorLines.Count, 2, 4);
        Assert.StartsWith("Run 'proxlb", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    /// <summary>What a command cannot do without.</summary>
    private static string Arguments(string command) => command switch
    {
        "drain" => "pve1",
        "undrain" => "pve1",
        "explain" => "101 pve1",
        "best-node" => "--memory 1G",
        _ => "",
    };

    private static RootCommand Root() => ProxLBCommand.Create(new HostContext
    {
        Input = TextReader.Null,
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OutputTerminal = TerminalCapabilities.Plain(80),
        ErrorTerminal = TerminalCapabilities.Plain(80),
        Environment = _ => null,
    });

    private static IEnumerable<string> Paths(Command command) =>
        command.Subcommands.SelectMany(sub => Paths(sub).Select(path => $"{sub.Name} {path}").Prepend(sub.Name));

    private static IEnumerable<Option> OptionsOf(string path)
    {
        Command command = Root();
        foreach (var name in path.Split(' '))
        {
            command = command.Subcommands.Single(sub => sub.Name == name);
        }
        return command.Options;
    }
}
