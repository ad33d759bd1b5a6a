using ProxLB.Core.Planning;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints a plan for a person: the load before and after, each migration with its reason, what could not be done.</summary>
/// <param name="console">Where to; its width is kept.</param>
internal sealed class PlanText(IAnsiConsole console)
{
    /// <summary>Prints the whole plan; the last line says what it comes to.</summary>
    public void Write(MigrationPlan plan)
    {
        new LoadText(console).Write(plan.Before, plan.Migrations.Count > 0 ? plan.After : null);
        new MigrationsText(console).Write(plan);
        WriteFrontier(plan);
        new RemarksText(console).Write(plan);
        HangingText.Write(console, "", PlanSentence.For(plan), $"bold {PlanSentence.Colour(plan)}");
    }

    private void WriteFrontier(MigrationPlan plan)
    {
        if (plan.Frontier.Count == 0)
        {
            return;
        }
        console.MarkupLine("[bold]What so many migrations can reach[/]");
        foreach (var point in plan.Frontier)
        {
            var spread = string.Join(", ", point.Spread.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key} spread {Figures.Points(pair.Value)}"));
            HangingText.Write(console, $"  {point.Migrations,3}  ", $"{spread}, {Figures.Bytes(point.CostBytes)} to copy");
        }
        console.WriteLine();
    }
}
