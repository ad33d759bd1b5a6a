using ProxLB.Core.Analysis;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints for each node whether it takes a guest, with its load then or what speaks against it.</summary>
internal sealed class VerdictsText(IAnsiConsole console)
{
    public void Write(string title, IReadOnlyList<NodeVerdict> verdicts)
    {
        if (verdicts.Count == 0)
        {
            return;
        }
        console.MarkupLine($"[bold]{Markup.Escape(title)}[/]");
        var width = verdicts.Max(verdict => verdict.Node.Length);
        foreach (var verdict in verdicts)
        {
            var lead = $"  {verdict.Node.PadRight(width)}  ";
            if (verdict.Allowed)
            {
                HangingText.Write(console, lead, $"yes: {Loads(verdict)}{Gain(verdict.Gain)}", "green");
                continue;
            }
            foreach (var objection in verdict.Objections)
            {
                HangingText.Write(console, lead, $"no, {objection.Constraint}: {objection.Reason}", "yellow");
                lead = new string(' ', lead.Length);
            }
        }
        console.WriteLine();
    }

    private static string Loads(NodeVerdict verdict)
    {
        var loads = verdict.After.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => verdict.Before.TryGetValue(pair.Key, out var before)
                ? $"{pair.Key} {Figures.Percent(before)} → {Figures.Percent(pair.Value)}"
                : $"{pair.Key} {Figures.Percent(pair.Value)}")
            .ToList();
        return loads.Count == 0 ? "nothing speaks against it" : string.Join(", ", loads);
    }

    private static string Gain(double? gain) => gain switch
    {
        > 0 => $"; the cluster gets more even by {gain:0.0}",
        < 0 => $"; the cluster gets less even by {-gain:0.0}",
        _ => "",
    };
}
