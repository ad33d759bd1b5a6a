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
        var lines = parsed.UnmatchedTokens.Select(token => Unmatched(token, command))
            .Concat(parsed.Errors.Where(error => !IsUnmatched(error, parsed)).Select(error => error.Message.TrimEnd()))
            .Distinct(StringComparer.Ordinal);
        return new(ExitCodes.BadInput, [.. lines, $"Run '{Path(parsed.CommandResult)} --help' for what it takes."]);
    }

    private static bool IsUnmatched(ParseError error, ParseResult parsed) =>
        parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));

    private static string Unmatched(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        IEnumerable<string> known = isOption
            ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name);
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
