using System.CommandLine;

namespace ProxLB.Host.Documentation;

/// <summary>Writes the completion script for zsh.</summary>
internal static class ZshCompletion
{
    public static void Write(TextWriter output, RootCommand root)
    {
        var entries = CommandEntry.All(root);
        output.Write(
            """
            #compdef proxlb
            # zsh completion for proxlb; load it with: source <(proxlb completion zsh)
            _proxlb() {
                local chosen="" index
                local -a candidates
                for ((index = 2; index < CURRENT; index++)); do
                    case "$chosen ${words[index]}" in

            """);
        output.WriteLine($"            {string.Join("|", entries.Where(entry => entry.Path.Length > 0).Select(Pattern))})");
        output.Write(
            """
                            chosen="${chosen:+$chosen }${words[index]}" ;;
                    esac
                done
                case "$chosen:${words[CURRENT-1]}" in

            """);
        foreach (var entry in entries)
        {
            foreach (var option in entry.Options.Where(CommandEntry.TakesValue))
            {
                output.WriteLine($"        {string.Join("|", CommandEntry.Names(option).Select(name => $"'{entry.Path}:{name}'"))})");
                output.WriteLine($"            {Value(option)}; return ;;");
            }
        }
        output.WriteLine("    esac");
        output.WriteLine("    case \"$chosen\" in");
        foreach (var entry in entries)
        {
            var candidates = entry.Subcommands.Select(command => Candidate(command.Name, command.Description))
                .Concat(entry.Options.Select(option => Candidate(option.Name, option.Description)));
            output.WriteLine($"        '{entry.Path}') candidates=({string.Join(' ', candidates)}) ;;");
        }
        output.Write(
            """
                esac
                _describe 'proxlb' candidates
            }
            if [ "$funcstack[1]" = "_proxlb" ]; then
                _proxlb "$@"
            else
                compdef _proxlb proxlb
            fi

            """);
    }

    private static string Value(Option option) =>
        CommandEntry.TakesFile(option) ? "_files" : CommandEntry.Words(option) is { Count: > 0 } words ? $"compadd -- {string.Join(' ', words)}" : $"_message '{option.HelpName ?? "value"}'";

    private static string Candidate(string name, string? description) =>
        $"'{name.Replace(":", "\\:", StringComparison.Ordinal)}:{(description ?? "").Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Pattern(CommandEntry entry) => entry.Path.Contains(' ', StringComparison.Ordinal) ? $"'{entry.Path}'" : $"' {entry.Path}'";
}
