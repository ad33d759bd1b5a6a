using System.Globalization;

namespace ProxLB.Host.Terminal;

/// <summary>What an output stream can show.</summary>
/// <param name="Width">Columns; at least <see cref="MinimumWidth"/>.</param>
/// <param name="Colour">Whether colours and styles are shown.</param>
/// <param name="Interactive">Whether lines can be redrawn, as progress bars need it.</param>
internal sealed record TerminalCapabilities(int Width, bool Colour, bool Interactive)
{
    /// <summary>The width that is assumed where none is known.</summary>
    public const int DefaultWidth = 80;

    /// <summary>Narrower output is not laid out; the terminal wraps it.</summary>
    public const int MinimumWidth = 40;

    /// <summary>A pipe or a file: no colour, nothing redrawn.</summary>
    public static TerminalCapabilities Plain(int width = DefaultWidth) => new(width, Colour: false, Interactive: false);

    /// <summary>Asks the process and its environment (<c>NO_COLOR</c>, <c>TERM</c>, <c>COLUMNS</c>).</summary>
    public static TerminalCapabilities Detect(bool redirected, Func<string, string?> environment)
    {
        if (redirected)
        {
            return Plain(WidthFrom(environment) ?? DefaultWidth);
        }
        var dumb = string.Equals(environment("TERM"), "dumb", StringComparison.Ordinal);
        var colour = !dumb && string.IsNullOrEmpty(environment("NO_COLOR"));
        return new(Math.Max(MinimumWidth, WindowWidth() ?? WidthFrom(environment) ?? DefaultWidth), colour, Interactive: !dumb);
    }

    private static int? WidthFrom(Func<string, string?> environment) =>
        int.TryParse(environment("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns >= MinimumWidth
            ? columns
            : null;

    private static int? WindowWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
