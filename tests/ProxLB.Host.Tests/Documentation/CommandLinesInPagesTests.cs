using System.Text.RegularExpressions;
using ProxLB.Host.Commands;
using ProxLB.Host.Documentation;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests.Documentation;

/// <summary>What pages tell people to type is what the program takes.</summary>
public sealed partial class CommandLinesInPagesTests
{
    [Fact]
    public void Each_command_line_names_a_command_and_its_options()
    {
        var commands = CommandEntry.All(ProxLBCommand.Create(new HostContext
        {
            Input = TextReader.Null,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            OutputTerminal = TerminalCapabilities.Plain(80),
            ErrorTerminal = TerminalCapabilities.Plain(80),
            Environment = _ => null,
        }));
        var lines = MarkdownFile.All
            .SelectMany(page => page.IndentedLines().Concat(page.InlineCodes()).SelectMany(Calls).Select(call => (page.Path, Call: call)))
            .ToList();

        Assert.Empty(lines.SelectMany(line => Defects(commands, line.Call).Select(defect => $"{line.Path}: proxlb {line.Call}: {defect}")));
        Assert.InRange(lines.Count, 30, int.MaxValue);
    }

    /// <summary>The parts of a line that call the program, without its name, the comment behind them and what follows two blanks.</summary>
    private static IEnumerable<string> Calls(string line) => Call().Matches(line).Select(match => match.Groups["words"].Value);

    private static IEnumerable<string> Defects(IReadOnlyList<CommandEntry> commands, string call)
    {
        var words = call.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var command = commands.Where(entry => entry.Path.Length == 0 || $"{call} ".StartsWith($"{entry.Path} ", StringComparison.Ordinal)).MaxBy(entry => entry.Path.Length)!;
        var hidden = command.Command.Subcommands.Where(child => child.Hidden).Select(child => child.Name);
        if (command.Path.Length == 0 && words.Length > 0 && !words[0].StartsWith('-') && !hidden.Contains(words[0]))
        {
            yield return $"there is no command {words[0]}";
        }
        var names = command.Options.SelectMany(CommandEntry.Names).ToList();
        foreach (var option in words.Where(word => word.StartsWith('-')).Select(word => word.Split('=')[0]).Except(names).Except(["--help", "-h", "--version"]))
        {
            yield return $"there is no option {option}";
        }
    }

    [GeneratedRegex(@"(?<![\w/.:-])proxlb (?<words>[a-z-]+( [^ #|&>;,…\[\]]+)*)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Call();
}
