using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints each node's load as bars, one block a dimension, now or now and after a plan.</summary>
internal sealed class LoadText(IAnsiConsole console)
{
    private const int Margin = 2;
    private const int Gap = 2;
    private const int PercentWidth = 8;
    private const int LongestName = 20;
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
        var nameWidth = Math.Min(LongestName, now.Nodes.Max(node => (int?)node.Name.Length) ?? 0);
        var guests = now.Nodes.Zip(after?.Nodes ?? now.Nodes, (left, right) => GuestsText(left, after is null ? left : right)).ToList();
        var guestsWidth = guests.Count == 0 ? 0 : guests.Max(text => text.Length);
        var columns = after is null ? 1 : 2;
        var room = console.Profile.Width - Margin - nameWidth - Gap - guestsWidth - (columns * (PercentWidth + Gap)) - 1;
        var barWidth = Math.Min(WidestBar, room / columns);

        console.MarkupLine($"[bold]{Markup.Escape(Title(dimension))}[/]  {Spread(dimension, now, after)}");
        for (var index = 0; index < now.Nodes.Count; index++)
        {
            var left = now.Nodes[index];
            var line = $"{new string(' ', Margin)}{Markup.Escape(Fit(left.Name, nameWidth))}{new string(' ', Gap)}{Load(left, dimension, barWidth)}";
            if (after is not null)
            {
                line += new string(' ', Gap) + Load(after.Nodes[index], dimension, barWidth);
            }
            console.MarkupLine($"{line}{new string(' ', Gap)}[grey]{guests[index].PadLeft(guestsWidth)}[/]");
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
        return barWidth < NarrowestBar ? figure : Bar.Markup(load, barWidth, muted: !node.Eligible) + figure;
    }

    private static string GuestsText(NodeState now, NodeState after)
    {
        var count = now.Guests == after.Guests ? Figures.Count(now.Guests, "guest") : $"{now.Guests} → {Figures.Count(after.Guests, "guest")}";
        return now.Eligible ? count : $"{count}, not used";
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
