using Spectre.Console;

namespace ProxLB.Host.Terminal;

/// <summary>Prints text that wraps at words and keeps its indentation.</summary>
internal static class HangingText
{
    /// <summary>Prints a paragraph.</summary>
    /// <param name="console">Where to; its width is kept.</param>
    /// <param name="lead">What stands before the first line, such as a bullet; further lines are indented by as much.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">The style of the text, such as <c>grey</c>.</param>
    public static void Write(IAnsiConsole console, string lead, string text, string style = "default")
    {
        var start = lead;
        foreach (var line in Wrap(text, Math.Max(1, console.Profile.Width - lead.Length)))
        {
            console.MarkupLine($"{Markup.Escape(start)}[{style}]{Markup.Escape(line)}[/]");
            start = new string(' ', lead.Length);
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
