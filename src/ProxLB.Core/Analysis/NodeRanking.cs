using ProxLB.Core.Constraints;
using ProxLB.Core.Optimization;

namespace ProxLB.Core.Analysis;

/// <summary>Ranks the nodes for each new guest, and puts it on the best before it looks at the next.</summary>
internal sealed class NodeRanking(CompiledProblem compiled)
{
    private readonly PlacementProblem _problem = compiled.Problem;
    private readonly WorkingPlacement _placement = new(compiled.Problem);

    /// <param name="count">How many new guests there are; they are the last ones of the snapshot, on its last node.</param>
    public PlacementAdvice Rank(int count)
    {
        var verdicts = new NodeVerdicts(compiled, _placement);
        var guests = new List<AdvisedGuest>(count);
        for (var guest = _problem.GuestCount - count; guest < _problem.GuestCount; guest++)
        {
            guests.Add(Place(guest, verdicts));
        }

        return new PlacementAdvice { Guests = guests, Warnings = compiled.Warnings };
    }

    private AdvisedGuest Place(int guest, NodeVerdicts verdicts)
    {
        var room = _placement.Place[guest];
        var ranked = new List<(int Node, NodeVerdict Verdict, Score Score)>();
        for (var node = 0; node < room; node++)
        {
            var verdict = verdicts.Of(guest, node, out var score);
            var unknown = UnknownRoom.Against(_problem.Cluster, _problem.Cluster.Guests[guest], verdict.Node);
            ranked.Add((node, unknown is null ? verdict : verdict with { Objections = [.. verdict.Objections, unknown], Gain = null }, score));
        }

        ranked.Sort((a, b) =>
        {
            var order = b.Verdict.Allowed.CompareTo(a.Verdict.Allowed);
            order = order != 0 || !a.Verdict.Allowed ? order : Score.Compare(a.Score, b.Score, ScoreOrder.Balance);
            return order != 0 ? order : string.CompareOrdinal(a.Verdict.Node, b.Verdict.Node);
        });
        var candidates = ranked.ConvertAll(r => r.Verdict);
        if (ranked.Count == 0 || !candidates[0].Allowed)
        {
            return new AdvisedGuest { Candidates = candidates, Reason = NoNode(candidates) };
        }

        _placement.Commit(new Move(guest, room, ranked[0].Node));
        return new AdvisedGuest { Node = candidates[0].Node, Candidates = candidates, Reason = Why(candidates) };
    }

    private static string Why(List<NodeVerdict> candidates)
    {
        var best = candidates[0];
        var takers = candidates.Count(c => c.Allowed);
        var loads = string.Join(", ", best.After.Select(d => $"{d.Key} {100 * best.Before[d.Key]:0.0} % to {100 * d.Value:0.0} %"));
        var choice = takers == 1 ? "it is the only node that takes it" : $"of {takers} nodes that take it, it leaves the cluster most even";
        return loads.Length == 0 ? $"{best.Node}: {choice}." : $"{best.Node}: {choice} ({loads}).";
    }

    private static string NoNode(List<NodeVerdict> candidates)
    {
        const int Named = 4;
        var reasons = candidates.Take(Named).Select(c => $"{c.Node}: {c.Objections[0].Reason.TrimEnd('.')}");
        return candidates.Count == 0
            ? "The cluster has no node."
            : $"No node takes it. {string.Join("; ", reasons)}{(candidates.Count > Named ? $"; and {candidates.Count - Named} more" : "")}.";
    }
}
