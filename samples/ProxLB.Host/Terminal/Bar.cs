namespace ProxLB.Host.Terminal;

/// <summary>A load as a bar of block characters.</summary>
internal static class Bar
{
    private const double Warm = 0.75;
    private const double Hot = 0.90;

    /// <summary>Draws a fraction; above 1 the bar is full.</summary>
    /// <param name="fraction">The load, 1 being the capacity; NaN: unknown.</param>
    /// <param name="width">Columns.</param>
    /// <param name="muted">Whether the node takes no part; the bar is then grey.</param>
    public static string Markup(double fraction, int width, bool muted = false)
    {
        var filled = double.IsNaN(fraction) ? 0 : (int)Math.Round(Math.Clamp(fraction, 0, 1) * width, MidpointRounding.AwayFromZero);
        return $"[{(muted ? "grey" : Colour(fraction))}]{new string('█', filled)}[/][grey]{new string('░', width - filled)}[/]";
    }

    /// <summary>The colour that says how full something is.</summary>
    public static string Colour(double fraction) => fraction switch
    {
        >= Hot => "red",
        >= Warm => "yellow",
        _ => "green",
    };
}
