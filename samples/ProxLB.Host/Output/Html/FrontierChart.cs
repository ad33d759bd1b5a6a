using System.Globalization;
using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>The spread over the number of migrations, drawn as a picture inside the page.</summary>
/// <param name="points">The frontier; at least two points.</param>
/// <param name="dimensions">The dimensions, a line each.</param>
/// <param name="chosen">The plan's own number of migrations.</param>
internal sealed class FrontierChart(IReadOnlyList<FrontierPoint> points, IReadOnlyList<string> dimensions, int chosen)
{
    private const int Width = 720;
    private const int Height = 260;
    private const int Left = 48;
    private const int Right = 100;
    private const int Top = 16;
    private const int Bottom = 40;
    private const int MostTicks = 12;
    private const double LineHeight = 15;

    private static readonly double[] Steps = [1, 2, 5, 10, 20, 25, 50, 100];

    private readonly int _most = Math.Max(1, points.Max(point => point.Migrations));
    private readonly double _step = StepFor(points);

    public HtmlElement Draw() => Of(
        "svg",
        "chart",
        [
            .. HorizontalLines(),
            .. Ticks(),
            Text("axis", X(_most / 2.0), Height - 4, "migrations", "middle"),
            _most >= chosen ? Line("plan", X(chosen), Top, X(chosen), Height - Bottom) : null,
            .. dimensions.SelectMany(Curve),
            .. Names(),
        ])
        .With("viewBox", $"0 0 {Width} {Height}")
        .With("role", "img")
        .With("aria-label", "Spread over the number of migrations; the table below has the figures.");

    private double Ceiling => _step * Math.Ceiling(Math.Max(Highest(points), 0.1) / _step);

    private IEnumerable<HtmlNode?> HorizontalLines()
    {
        for (var value = 0.0; value <= Ceiling + 0.001; value += _step)
        {
            yield return Line("grid", Left, Y(value), Width - Right, Y(value));
            yield return Text("axis", Left - 8, Y(value) + 4, $"{value:0.#}", "end");
        }
    }

    private IEnumerable<HtmlNode?> Ticks()
    {
        var every = Math.Max(1, (int)Math.Ceiling(_most / (double)MostTicks));
        for (var count = 0; count <= _most; count += every)
        {
            yield return Text("axis", X(count), Height - Bottom + 16, $"{count}", "middle");
        }
    }

    private IEnumerable<HtmlNode?> Curve(string dimension, int index)
    {
        var known = points.Where(point => point.Spread.ContainsKey(dimension)).ToList();
        yield return Of("polyline", $"curve c{index % 6}").With("points", string.Join(' ', known.Select(point => $"{Number(X(point.Migrations))},{Number(Y(point.Spread[dimension]))}")));
        foreach (var point in known)
        {
            yield return Of(
                "circle",
                $"dot c{index % 6}{(point.Migrations == chosen ? " chosen" : "")}",
                Of("title", null, $"{Figures.Count(point.Migrations, "migration")}: {dimension} spread {Figures.Points(point.Spread[dimension])}"))
                .With("cx", Number(X(point.Migrations))).With("cy", Number(Y(point.Spread[dimension]))).With("r", point.Migrations == chosen ? "5" : "3");
        }
    }

    /// <summary>Each curve is named at its end; names that would lie upon one another are moved apart.</summary>
    private IEnumerable<HtmlNode?> Names()
    {
        var above = double.NegativeInfinity;
        foreach (var (dimension, index) in dimensions.Select((dimension, index) => (dimension, index)).OrderBy(pair => End(pair.dimension)))
        {
            above = Math.Max(End(dimension), above + LineHeight);
            yield return Text($"name c{index % 6}", Width - Right + 10, above + 4, PageParts.Title(dimension), "start");
        }
    }

    private double End(string dimension) => Y(points[^1].Spread.GetValueOrDefault(dimension));

    private double X(double migrations) => Left + (migrations / _most * (Width - Left - Right));

    private double Y(double spread) => Height - Bottom - (spread / Ceiling * (Height - Top - Bottom));

    private static double Highest(IReadOnlyList<FrontierPoint> points) => points.SelectMany(point => point.Spread.Values).DefaultIfEmpty(1).Max();

    private static double StepFor(IReadOnlyList<FrontierPoint> points) =>
        Steps.FirstOrDefault(step => Highest(points) / step <= 6, Math.Ceiling(Highest(points) / 6));

    private static HtmlElement Line(string style, double x1, double y1, double x2, double y2) =>
        Of("line", style).With("x1", Number(x1)).With("y1", Number(y1)).With("x2", Number(x2)).With("y2", Number(y2));

    private static HtmlElement Text(string style, double x, double y, string text, string anchor) =>
        Of("text", style, text).With("x", Number(x)).With("y", Number(y)).With("text-anchor", anchor);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
