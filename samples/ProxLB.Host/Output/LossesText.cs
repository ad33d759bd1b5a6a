using ProxLB.Core.Analysis;
using ProxLB.Host.Terminal;
using Spectre.Console;

namespace ProxLB.Host.Output;

/// <summary>Prints what the loss of each node, and of each fault domain, would do.</summary>
internal sealed class LossesText(IAnsiConsole console)
{
    public void Write(ClusterCheck check)
    {
        Write("If a node is lost", check.NodeLosses);
        Write("If all nodes with a label are lost", check.DomainLosses);
    }

    private void Write(string title, IReadOnlyList<LossReport> losses)
    {
        if (losses.Count == 0)
        {
            return;
        }
        console.MarkupLine($"[bold]{title}[/]");
        var width = losses.Max(loss => Name(loss).Length);
        foreach (var loss in losses)
        {
            var style = loss is { Recovers: true, KeepsMajority: true } ? "default" : "red";
            HangingText.Write(console, $"  {Name(loss).PadRight(width)}  ", Sentence(loss), style);
        }
        console.WriteLine();
    }

    private static string Name(LossReport loss) => loss.Label is null ? loss.Name : $"{loss.Label} {loss.Name}";

    private static string Sentence(LossReport loss)
    {
        var parts = new List<string>();
        if (!loss.KeepsMajority)
        {
            parts.Add("the rest has no majority, unless a quorum device helps, and restarts nothing");
        }
        if (loss.Restarts.Count > 0)
        {
            parts.Add($"HA restarts {Figures.Count(loss.Restarts.Count, "guest")}");
        }
        if (loss.Restarts.Where(restart => !restart.Fits).Select(restart => restart.Guest).ToList() is { Count: > 0 } tight)
        {
            parts.Add($"without memory enough for {Figures.Ids(tight)}");
        }
        parts.AddRange(loss.Unplaced.Select(guest => $"{guest.Guest} finds no node ({guest.Reason.TrimEnd('.')})"));
        if (loss.Down > 0)
        {
            parts.Add($"{Figures.Count(loss.Down, "guest")} without HA {(loss.Down == 1 ? "stays" : "stay")} down");
        }
        if (Fullest(loss) is { } fullest)
        {
            parts.Add($"the fullest node is then {fullest.Node} with {Figures.Percent((double)fullest.MemoryBytes / fullest.CapacityBytes)} of its memory");
        }
        var sentence = parts.Count == 0 ? "nothing is lost" : string.Join(", ", parts);
        return loss.Difference is null ? $"{sentence}." : $"{sentence}. {loss.Difference}";
    }

    private static SurvivorLoad? Fullest(LossReport loss) =>
        loss.Survivors.Where(survivor => survivor.CapacityBytes > 0).MaxBy(survivor => (double)survivor.MemoryBytes / survivor.CapacityBytes);
}
