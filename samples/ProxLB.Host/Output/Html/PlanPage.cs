using System.Globalization;
using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using static ProxLB.Host.Output.Html.HtmlElement;

namespace ProxLB.Host.Output.Html;

/// <summary>A plan as one page that needs nothing else: no script, no network, no font.</summary>
internal static class PlanPage
{
    private const string StyleSheet = "ProxLB.Host.Output.Html.plan.css";

    /// <summary>Even if an escape failed, a browser would run and load nothing.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    public static void Write(TextWriter output, MigrationPlan plan)
    {
        output.WriteLine("<!DOCTYPE html>");
        Of("html", null, Head(plan), Body(plan)).With("lang", "en").With("xmlns", "http://www.w3.org/1999/xhtml").WriteTo(output);
        output.WriteLine();
    }

    private static HtmlElement Head(MigrationPlan plan) => Of(
        "head",
        null,
        Of("meta", null).With("charset", "utf-8"),
        Of("meta", null).With("http-equiv", "Content-Security-Policy").With("content", Policy),
        Of("meta", null).With("name", "viewport").With("content", "width=device-width, initial-scale=1"),
        Of("meta", null).With("name", "color-scheme").With("content", "light dark"),
        Of("title", null, $"ProxLB: {PlanSentence.For(plan)}"),
        Of("style", null, new HtmlRaw(ReadStyleSheet())));

    private static HtmlElement Body(MigrationPlan plan) => Of(
        "body",
        null,
        Of(
            "main",
            null,
            SummarySection.Build(plan),
            RemarkSections.Unsatisfied(plan),
            RemarkSections.Conflicts(plan),
            LoadSection.Build(plan),
            MigrationsSection.Build(plan),
            FrontierSection.Build(plan),
            RemarkSections.Skipped(plan),
            RemarkSections.Warnings(plan),
            ScoreSection.Build(plan),
            Footer(plan)));

    private static HtmlElement Footer(MigrationPlan plan) => Of(
        "footer",
        null,
        Of("p", null, "Plan ", Of("code", null, plan.Id), ", made ", MadeAt(plan), $" in {Figures.Duration(TimeSpan.FromMilliseconds(plan.ElapsedMilliseconds))} from the facts with digest ", Of("code", null, plan.SnapshotDigest), "."),
        Of("p", null, "Utilisation is a share of a node's usable capacity. Spread is the highest minus the lowest utilisation of the nodes that take part, in percentage points."));

    private static HtmlElement MadeAt(MigrationPlan plan) => Of(
        "time",
        null,
        plan.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture))
        .With("datetime", plan.CreatedAt.ToString("O", CultureInfo.InvariantCulture));

    private static string ReadStyleSheet()
    {
        using var stream = typeof(PlanPage).Assembly.GetManifestResourceStream(StyleSheet)
            ?? throw new InvalidOperationException($"The program lacks its resource {StyleSheet}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
