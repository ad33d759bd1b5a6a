using System.CommandLine;
using System.CommandLine.Parsing;

namespace ProxLB.Host.Errors;

/// <summary>Says what is wrong with the arguments.</summary>
internal static class ArgumentErrors
{
    /// <summary>Each mistake in one line, what was probably meant, and where help is.</summary>
    public static ErrorReport Report(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // What follows an unknown option is most likely its value.
        var options = UnknownOptions(parsed).ToList();
        var unmatched = options.Count > 0 ? options : parsed.UnmatchedTokens;
        var lines = unmatched.Select(token => Unmatched(token, command)).ToList();
        if (command.Subcommands.Count == 0)
        {
            lines.AddRange(parsed.Errors.Select(error => error.Message.TrimEnd()).Where(message => !NamesUnmatched(message, parsed)));
        }
        else if (lines.Count == 0)
        {
            lines.Add($"name a command: {string.Join(", ", Visible(command))}");
        }
        return new(ExitCodes.BadInput, [.. lines.Distinct(StringComparer.Ordinal), $"Run '{Path(parsed.CommandResult)} --help' for what it takes."]);
    }

    /// <summary>Whether something that looks like an option is none; a command with arguments would take it for one of them.</summary>
    public static bool HasUnknownOption(ParseResult parsed) => UnknownOptions(parsed).Any();

    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.UnmatchedTokens
        .Concat(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value))
        .Where(token => token.StartsWith('-') && token.Length > 1);

    private static bool NamesUnmatched(string message, ParseResult parsed) =>
        parsed.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal));

    private static IEnumerable<string> Visible(Command command) =>
        command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name);

    private static string Unmatched(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        IEnumerable<string> known = isOption
            ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : Visible(command);
        var near = NearestName.Of(token, known);
        var what = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return near is null ? $"unknown {what} '{token}'" : $"unknown {what} '{token}'. Did you mean '{near}'?";
    }

    private static string Path(CommandResult command)
    {
        var names = new List<string>();
        for (SymbolResult? result = command; result is CommandResult { Command: var named }; result = result.Parent)
        {
            names.Insert(0, named is RootCommand ? "proxlb" : named.Name);
        }
        return string.Join(' ', names);
    }
}
