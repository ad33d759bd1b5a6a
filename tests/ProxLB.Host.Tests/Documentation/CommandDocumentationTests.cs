using System.Diagnostics;
using ProxLB.Host.Commands;
using ProxLB.Host.Documentation;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests.Documentation;

public sealed class CommandDocumentationTests
{
    private static readonly IReadOnlyList<CommandEntry> Entries = CommandEntry.All(ProxLBCommand.Create(new HostContext
    {
        Input = TextReader.Null,
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OutputTerminal = TerminalCapabilities.Plain(80),
        ErrorTerminal = TerminalCapabilities.Plain(80),
        Environment = _ => null,
    }));

    [Fact]
    public async Task Each_command_has_an_example_in_its_help()
    {
        foreach (var entry in Entries)
        {
            var help = await HostRunner.RunAsync([.. entry.Path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

            Assert.True(help.Output.Contains("Example", StringComparison.Ordinal), $"'proxlb {entry.Path} --help' shows no example.");
        }
    }

    [Fact]
    public async Task The_manual_page_has_every_command_and_option()
    {
        var page = (await HostRunner.RunAsync("manual")).Output;

        Assert.StartsWith(".TH PROXLB 1", page, StringComparison.Ordinal);
        foreach (var entry in Entries.Where(entry => entry.Path.Length > 0))
        {
            Assert.Contains($".SS proxlb {Roff(entry.Path)}", page, StringComparison.Ordinal);
        }
        Assert.All(Entries.SelectMany(entry => entry.Options), option => Assert.Contains($"\\fB{Roff(option.Name)}\\fR", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    public async Task The_completion_has_every_command_and_option(string shell)
    {
        var script = (await HostRunner.RunAsync("completion", shell)).Output;

        foreach (var entry in Entries)
        {
            var line = script.Split('\n').Single(text => text.Contains($" '{entry.Path}') ", StringComparison.Ordinal));
            Assert.All(entry.Options, option => Assert.Contains(option.Name, line, StringComparison.Ordinal));
            Assert.All(entry.Subcommands, command => Assert.Contains(command.Name, line, StringComparison.Ordinal));
        }
        Assert.DoesNotContain("manual", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxlb pla", "plan")]
    [InlineData("proxlb plan --goal b", "best")]
    [InlineData("proxlb plan --output h", "html")]
    [InlineData("proxlb config sh", "show")]
    [InlineData("proxlb drain --dry", "--dry-run")]
    public async Task Bash_completes(string typed, string expected)
    {
        if (!File.Exists("/bin/bash"))
        {
            return;
        }
        var script = (await HostRunner.RunAsync("completion", "bash")).Output;
        var start = new ProcessStartInfo("/bin/bash", ["--norc", "-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync($"{script}\nCOMP_WORDS=({typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _proxlb; echo \"${{COMPREPLY[*]}}\"\n");
        bash.StandardInput.Close();

        Assert.Equal(expected, (await bash.StandardOutput.ReadToEndAsync()).Trim());
    }

    private static string Roff(string text) => text.Replace("-", "\\-", StringComparison.Ordinal);
}
