using System.Globalization;
using System.Text;

namespace ProxLB.Benchmarks.Soak;

/// <summary>A soak as a picture: the spread of memory over time, incidents behind it, and the migrations of each day below.</summary>
internal static class SoakPicture
{
    private const int Width = 960;
    private const int Left = 48;
    private const int Right = 16;
    private const int Top = 40;
    private const int Plot = 260;
    private const int BarsTop = 330;
    private const int Bars = 110;
    private const int Height = 480;

    public static string Draw(SoakResult result)
    {
        var svg = new StringBuilder();
        var hours = result.Samples.Count;
        var highest = Math.Max(20, Math.Ceiling(result.Samples.Max(sample => sample.MemorySpread) / 10) * 10);
        double X(double hour) => Left + (hour / hours * (Width - Left - Right));
        double Y(double spread) => Top + Plot - (spread / highest * Plot);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"Spread of memory over {hours / 24} days, and migrations a day\">\n");
        svg.Append("<style>svg{background:#fff}text{fill:#333}.grid{stroke:#ddd}.goal{stroke:#c60;stroke-dasharray:5 4}.spread{fill:none;stroke:#06c;stroke-width:1.2}.bar{fill:#06c}.failed{fill:#c00}.maintenance{fill:#ffe9c7}.failure{fill:#fbd3d3}"
            + "@media(prefers-color-scheme:dark){svg{background:#1b1b1b}text{fill:#ddd}.grid{stroke:#444}.spread{stroke:#6af}.bar{fill:#6af}.maintenance{fill:#4a3a1c}.failure{fill:#512626}}</style>\n");
        Text(svg, Left, 22, $"Spread of memory over {hours / 24} days, in percentage points; dashed: what the goal allows");
        for (var i = 0; i < hours; i++)
        {
            var kind = result.Samples[i].Incident switch { "maintenance" => "maintenance", "node failure" => "failure", _ => null };
            if (kind is not null)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{X(i):0.0}\" y=\"{Top}\" width=\"{X(1) - X(0):0.00}\" height=\"{Plot}\"/>\n");
            }
        }
        for (var spread = 0.0; spread <= highest; spread += 10)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(spread):0.0}\" y2=\"{Y(spread):0.0}\"/>\n");
            Text(svg, 12, Y(spread) + 4, $"{spread:0}");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"goal\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(10):0.0}\" y2=\"{Y(10):0.0}\"/>\n<polyline class=\"spread\" points=\"");
        for (var i = 0; i < hours; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"{X(i + 0.5):0.0},{Y(result.Samples[i].MemorySpread):0.0} ");
        }
        svg.Append("\"/>\n");
        DrawDays(svg, result, X);
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawDays(StringBuilder svg, SoakResult result, Func<double, double> x)
    {
        var days = result.Samples.Chunk(24).Select((day, index) => (Day: index + 1, Last: day[^1])).ToList();
        var moved = days.Select((day, index) => day.Last.Moved - (index == 0 ? 0 : days[index - 1].Last.Moved)).ToList();
        var failed = days.Select((day, index) => day.Last.Failed - (index == 0 ? 0 : days[index - 1].Last.Failed)).ToList();
        var most = Math.Max(1, moved.Zip(failed, (left, right) => left + right).Max());
        Text(svg, Left, BarsTop - 8, "Guests moved a day; shaded above: maintenance (yellow) and a node failure (red)");
        foreach (var (day, _) in days)
        {
            var left = x((day - 1) * 24.0) + 2;
            var width = x(24) - x(0) - 4;
            var height = (double)moved[day - 1] / most * Bars;
            var lost = (double)failed[day - 1] / most * Bars;
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar\" x=\"{left:0.0}\" y=\"{BarsTop + Bars - height:0.0}\" width=\"{width:0.0}\" height=\"{height:0.0}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"failed\" x=\"{left:0.0}\" y=\"{BarsTop + Bars - height - lost:0.0}\" width=\"{width:0.0}\" height=\"{lost:0.0}\"/>\n");
            Text(svg, left + (width / 2) - 5, BarsTop + Bars + 16, $"{day}");
        }
        Text(svg, 12, BarsTop + 8, $"{most}");
    }

    private static void Text(StringBuilder svg, double x, double y, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\">{text}</text>\n");
}
