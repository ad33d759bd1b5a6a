using System.CommandLine;

namespace ProxLB.Host.Documentation;

/// <summary>Writes the completion script for bash.</summary>
internal static class BashCompletion
{
    public static void Write(TextWriter output, RootCommand root)
    {
        var entries = CommandEntry.All(root);
        output.Write(
            """
            # bash completion for proxlb; load it with: source <(proxlb completion bash)
            _proxlb() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}" command="" words="" index
                for ((index = 1; index < COMP_CWORD; index++)); do
                    case "$command ${COMP_WORDS[index]}" in

            """);
        output.WriteLine($"            {string.Join(" | ", entries.Where(entry => entry.Path.Length > 0).Select(Pattern))})");
        output.Write(
            """
                            command="${command:+$command }${COMP_WORDS[index]}" ;;
                    esac
                done
                COMPREPLY=()
                case "$command:$previous" in

            """);
        foreach (var entry in entries)
        {
            foreach (var option in entry.Options.Where(CommandEntry.TakesValue))
            {
                output.WriteLine($"        {string.Join(" | ", CommandEntry.Names(option).Select(name => $"'{entry.Path}:{name}'"))})");
                output.WriteLine($"            {Value(option)}return ;;");
            }
        }
        output.WriteLine("    esac");
        output.WriteLine("    case \"$command\" in");
        foreach (var entry in entries)
        {
            var words = entry.Subcommands.Select(command => command.Name).Concat(entry.Options.SelectMany(CommandEntry.Names).Where(name => name.StartsWith("--", StringComparison.Ordinal)));
            output.WriteLine($"        '{entry.Path}') words='{string.Join(' ', words)}' ;;");
        }
        output.Write(
            """
                esac
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
            }
            complete -F _proxlb proxlb

            """);
    }

    private static string Value(Option option) =>
        CommandEntry.TakesFile(option)
            ? "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); "
            : CommandEntry.Words(option) is { Count: > 0 } words ? $"mapfile -t COMPREPLY < <(compgen -W '{string.Join(' ', words)}' -- \"$current\"); " : "";

    /// <summary>The command above it, if there is one, then its own word.</summary>
    private static string Pattern(CommandEntry entry) => entry.Path.Contains(' ', StringComparison.Ordinal) ? $"'{entry.Path}'" : $"' {entry.Path}'";
}
