using System.CommandLine;
using System.CommandLine.Help;

namespace ProxLB.Host.Commands;

/// <summary>Fits the help to the terminal and adds examples to that of each command.</summary>
internal static class HelpLayout
{
    public static void Apply(RootCommand root, int width)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
            {
                help.MaxWidth = width;
                option.Action = new ExampleHelpAction(help);
            }
        }
    }
}
