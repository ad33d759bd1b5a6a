using Spectre.Console;

namespace ProxLB.Host.Terminal;

/// <summary>Makes the console that text is drawn on.</summary>
internal static class TerminalConsole
{
    public static IAnsiConsole Create(TextWriter writer, TerminalCapabilities terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal.Colour || terminal.Interactive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal.Interactive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
