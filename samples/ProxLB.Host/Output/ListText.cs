using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints a titled list.</summary>
internal static class ListText
{
    /// <summary>Prints the list and an empty line; nothing if it is empty.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="title">The title.</param>
    /// <param name="style">The title's style beside bold, such as <c>red</c>.</param>
    /// <param name="lines">The items.</param>
    public static void Write(IAnsiConsole console, string title, string style, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }
        console.MarkupLine($"[bold {style}]{Markup.Escape(title)}[/]");
        foreach (var line in lines)
        {
            HangingText.Write(console, "  • ", line);
        }
        console.WriteLine();
    }
}
