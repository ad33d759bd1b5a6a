using System.CommandLine;
using ProxLB.Host.Configuration;

namespace ProxLB.Host.Documentation;

/// <summary>Writes the manual page from the commands themselves, so that it cannot differ from them.</summary>
internal sealed class ManualPage(TextWriter output)
{
    private static readonly (string Code, string Meaning)[] Codes =
    [
        ("0", "Done, or nothing to do; an unreached load goal too."),
        ("1", "A defect of the program."),
        ("2", "Bad arguments, configuration or file."),
        ("3", "Something required stays violated, or no node fits."),
        ("4", "The cluster cannot be reached, or a permission is missing."),
        ("5", "Some migrations failed; outranks 3."),
        ("6", "Stopped by the user; outranks 5."),
    ];

    public void Write(RootCommand root)
    {
        var entries = CommandEntry.All(root);
        output.WriteLine($".TH PROXLB 1 \"\" \"proxlb {ProgramVersion.Text}\" \"User Commands\"");
        Section("NAME", "proxlb \\- load balancer for Proxmox VE clusters");
        Section("SYNOPSIS", ".B proxlb\n[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]");
        Section("DESCRIPTION", Escape(root.Description ?? ""));
        Section("OPTIONS", "Without a command the options of ProxLB itself work too. Options with a command are listed there; these are common to all or stand alone.");
        Options(root.Options.Where(option => !option.Hidden));
        output.WriteLine(".SH COMMANDS");
        foreach (var entry in entries.Where(entry => entry.Path.Length > 0))
        {
            Command(entry);
        }
        output.WriteLine(".SH EXIT STATUS");
        foreach (var (code, meaning) in Codes)
        {
            Tagged($".B {code}", meaning);
        }
        output.WriteLine(".SH FILES");
        Tagged($".I {Escape(ConfigurationFile.DefaultPath)}", "The configuration; a file of ProxLB works as it is.");
        Tagged($".I {Escape(ServiceSettings.SystemStateDirectory)}", "What must survive the process: the journal of migrations.");
        Section("ENVIRONMENT", "");
        Tagged(".B NO_COLOR", "If it is set, nothing is coloured.");
        Section("SEE ALSO", ".BR ha-manager (1),\n.BR pveum (1),\n.BR systemctl (1)");
    }

    private void Command(CommandEntry entry)
    {
        output.WriteLine($".SS proxlb {Escape(entry.Path)}{string.Concat(entry.Command.Arguments.Where(argument => !argument.Hidden).Select(argument => $" {Argument(argument)}"))}");
        output.WriteLine(Escape($"{entry.Command.Description}."));
        foreach (var argument in entry.Command.Arguments.Where(argument => !argument.Hidden))
        {
            Tagged($".I {Escape(argument.HelpName ?? argument.Name)}", argument.Description ?? "");
        }
        Options(entry.Command.Options.Where(option => !option.Hidden));
        if (entry.Examples.Count > 0)
        {
            output.WriteLine(".PP\nExamples:\n.PP\n.nf\n.RS");
            foreach (var example in entry.Examples)
            {
                output.WriteLine(Escape(example));
            }
            output.WriteLine(".RE\n.fi");
        }
    }

    private void Options(IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            var names = string.Join(", ", CommandEntry.Names(option).Select(name => $"\\fB{Escape(name)}\\fR"));
            var value = CommandEntry.TakesValue(option) ? $" \\fI{Escape(option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant())}\\fR" : "";
            Tagged(names + value, option.Description ?? "");
        }
    }

    private static string Argument(Argument argument)
    {
        var name = Escape(argument.HelpName ?? argument.Name);
        var many = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}{many}]" : $"{name}{many}";
    }

    private void Section(string title, string text)
    {
        output.WriteLine($".SH {title}");
        if (text.Length > 0)
        {
            output.WriteLine(text);
        }
    }

    private void Tagged(string tag, string text)
    {
        output.WriteLine($".TP\n{tag}");
        output.WriteLine(Escape($"{text.TrimEnd('.')}."));
    }

    /// <summary>A backslash, a hyphen and a leading dot or quote mean something to the formatter.</summary>
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped is ['.' or '\'', ..] ? $"\\&{escaped}" : escaped;
    }
}
