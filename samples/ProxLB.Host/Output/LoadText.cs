using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints each node's load as bars, one block a dimension, now or now and after a plan.</summary>
internal sealed class LoadText(IAnsiConsole console)
{
    private const string Indent = "  ";
    private const string Gap = "  ";
    private const string GuestsTitle = "guests";
    private const int PercentWidth = 8;
    private const int WidestBar = 40;
    private const int NarrowestBar = 5;

    /// <summary>Prints one placement, or two side by side.</summary>
    /// <param name="now">The cluster as it is.</param>
    /// <param name="after">The cluster as it will be; null: only <paramref name="now"/>.</param>
    public void Write(PlacementState now, PlacementState? after = null)
    {
        foreach (var dimension in now.Spread.Keys.Order(StringComparer.Ordinal))
        {
            WriteDimension(dimension, now, after);
        }
    }

    private void WriteDimension(string dimension, PlacementState now, PlacementState? after)
    {
        var nameWidth = Math.Min(console.Profile.Width / 5, now.Nodes.Select(node => node.Name.Length).DefaultIfEmpty().Max());
        var guests = now.Nodes.Zip(after?.Nodes ?? now.Nodes, (left, right) => GuestsText(left, right)).ToList();
        var guestsWidth = guests.Select(text => text.Length).Append(GuestsTitle.Length).Max();
        var columns = after is null ? 1 : 2;
        var fixedWidth = Indent.Length + nameWidth + (columns * (Gap.Length + PercentWidth)) + Gap.Length + guestsWidth;
        var barWidth = Math.Min(WidestBar, (console.Profile.Width - fixedWidth) / columns);
        if (barWidth < NarrowestBar)
        {
            barWidth = 0;
        }

        var spread = Spread(dimension, now, after);
        var lineWidth = fixedWidth + (columns * barWidth);
        var gap = Math.Max(Gap.Length, lineWidth - Title(dimension).Length - Gap.Length - spread.Length - GuestsTitle.Length);
        console.MarkupLine($"[bold]{Markup.Escape(Title(dimension))}[/]{Gap}{spread}{new string(' ', gap)}[grey]{GuestsTitle}[/]");
        for (var index = 0; index < now.Nodes.Count; index++)
        {
            var left = now.Nodes[index];
            var line = $"{Indent}{Markup.Escape(Fit(left.Name, nameWidth))}{Gap}{Load(left, dimension, barWidth)}";
            if (after is not null)
            {
                line += Gap + Load(after.Nodes[index], dimension, barWidth);
            }
            console.MarkupLine($"{line}{Gap}[grey]{guests[index].PadLeft(guestsWidth)}[/]");
        }
        console.WriteLine();
    }

    private static string Spread(string dimension, PlacementState now, PlacementState? after)
    {
        var text = $"spread {Figures.Points(now.Spread[dimension])}";
        return after is not null && after.Spread.TryGetValue(dimension, out var then)
            ? $"{text} → {Figures.Points(then)} points"
            : $"{text} points";
    }

    private static string Load(NodeState node, string dimension, int barWidth)
    {
        var load = node.Utilisation.TryGetValue(dimension, out var value) ? value : double.NaN;
        var percent = Figures.Percent(load).PadLeft(PercentWidth);
        var figure = node.Eligible ? $"[{Bar.Colour(load)}]{percent}[/]" : $"[grey]{percent}[/]";
        return Bar.Markup(load, barWidth, muted: !node.Eligible) + figure;
    }

    private static string GuestsText(NodeState now, NodeState after)
    {
        var count = now.Guests == after.Guests ? $"{now.Guests}" : $"{now.Guests} → {after.Guests}";
        return now.Eligible ? count : $"not used, {count}";
    }

    private static string Fit(string name, int width) =>
        name.Length <= width ? name.PadRight(width) : string.Concat(name.AsSpan(0, width - 1), "…");

    private static string Title(string dimension) => dimension switch
    {
        "cpu" => "CPU",
        { Length: > 0 } => char.ToUpperInvariant(dimension[0]) + dimension[1..],
        _ => dimension,
    };
}
