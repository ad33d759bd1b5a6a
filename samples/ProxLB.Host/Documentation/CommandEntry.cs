using System.CommandLine;
using System.CommandLine.Completions;
using ProxLB.Host.Commands;

namespace ProxLB.Host.Documentation;

/// <summary>One command of the program with all that may follow it.</summary>
/// <param name="Path">Its words after the program's name; empty for the program itself.</param>
/// <param name="Command">The command.</param>
/// <param name="Options">Its options, those of the commands above it that it takes too included.</param>
internal sealed record CommandEntry(string Path, Command Command, IReadOnlyList<Option> Options)
{
    /// <summary>Every command that is not hidden, each below the one that it belongs to.</summary>
    public static IReadOnlyList<CommandEntry> All(RootCommand root)
    {
        var recursive = root.Options.Where(option => option.Recursive && !option.Hidden).ToList();
        return [new("", root, [.. root.Options.Where(option => !option.Hidden)]), .. Below("", root, recursive)];
    }

    /// <summary>Its commands that are not hidden.</summary>
    public IEnumerable<Command> Subcommands => Command.Subcommands.Where(command => !command.Hidden);

    /// <summary>How it is used, as command lines to copy.</summary>
    public IReadOnlyList<string> Examples => Command is ExampleCommand command ? command.Examples : [];

    /// <summary>Whether a value follows the option.</summary>
    public static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    /// <summary>Whether the value is a file.</summary>
    public static bool TakesFile(Option option) => string.Equals(option.HelpName, "FILE", StringComparison.Ordinal);

    /// <summary>The words that the value is one of; empty if it is something else.</summary>
    public static IReadOnlyList<string> Words(Option option) =>
        TakesValue(option) ? [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label).Where(IsWord).Order(StringComparer.Ordinal)] : [];

    /// <summary>All its names as they are typed on Unix.</summary>
    public static IEnumerable<string> Names(Option option) =>
        option.Aliases.Prepend(option.Name).Distinct(StringComparer.Ordinal).Where(name => name.StartsWith('-') && !name.Contains('?', StringComparison.Ordinal));

    // An enumeration offers the names of its members too; what is typed is all lower case.
    private static bool IsWord(string label) => !label.Any(char.IsUpper);

    private static IEnumerable<CommandEntry> Below(string path, Command command, List<Option> recursive) =>
        command.Subcommands.Where(child => !child.Hidden).SelectMany(child =>
        {
            var childPath = $"{path} {child.Name}".TrimStart();
            var own = new CommandEntry(childPath, child, [.. child.Options.Where(option => !option.Hidden), .. recursive]);
            return Below(childPath, child, recursive).Prepend(own);
        });
}
