using ProxLB.Core.Analysis;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints where new guests should go, with the ranking of all nodes.</summary>
internal sealed class AdviceText(IAnsiConsole console)
{
    public void Write(PlacementAdvice advice)
    {
        for (var index = 0; index < advice.Guests.Count; index++)
        {
            var guest = advice.Guests[index];
            new VerdictsText(console).Write(advice.Guests.Count == 1 ? "Nodes, the best first" : $"Guest {index + 1}: nodes, the best first", guest.Candidates);
            HangingText.Write(console, "", guest.Reason, guest.Node is null ? "bold red" : "bold green");
            console.WriteLine();
        }
        ListText.Write(console, "Warnings", "yellow", advice.Warnings);
    }
}
