using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints why a guest is where it is.</summary>
internal sealed class ExplanationText(IAnsiConsole console)
{
    public void Write(GuestExplanation explanation)
    {
        var name = string.IsNullOrEmpty(explanation.Name) ? "" : $" {explanation.Name}";
        var kind = explanation.Kind == GuestKind.Container ? "container" : "VM";
        console.MarkupLine($"[bold]{Markup.Escape($"{explanation.Guest}{name}")}[/], {kind}, on [blue]{Markup.Escape(explanation.Node)}[/]");
        HangingText.Write(console, "", explanation.Summary);
        console.WriteLine();
        ListText.Write(console, "It stays in every run", "yellow", explanation.Hold is { } hold ? [Objection(hold)] : []);
        ListText.Write(console, $"Against {explanation.Node}", "red", [.. explanation.Here.Select(Objection)]);
        ListText.Write(console, "Rules", "default", explanation.Rules);
        new VerdictsText(console).Write(explanation.Nodes.Count == 1 ? "May it go there?" : "May it go elsewhere?", explanation.Nodes);
    }

    private static string Objection(PlacementObjection objection) => $"{objection.Constraint}: {objection.Reason}";
}
