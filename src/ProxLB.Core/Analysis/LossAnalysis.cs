using ProxLB.Core.Cluster;
using ProxLB.Core.Constraints;
using ProxLB.Core.Rules.Ha;
using ProxLB.Core.Strategies;

namespace ProxLB.Core.Analysis;

/// <summary>Simulates what the HA manager would do after the loss of nodes.</summary>
internal sealed class LossAnalysis
{
    private readonly PlacementContext _context;
    private readonly ClusterSnapshot _cluster;
    private readonly SurvivalFigures _figures;
    private readonly bool[] _online;
    private readonly int[] _place;

    public LossAnalysis(PlacementContext context, MeasureOptions measure)
    {
        _context = context;
        _cluster = context.Cluster;
        _figures = new SurvivalFigures(_cluster, context.Ha, measure);
        _online = HaOnline.Nodes(_cluster);
        _place = context.Placement.ToArray();
    }

    public List<LossReport> OfNodes()
    {
        var losses = new List<LossReport>();
        for (var n = 0; n < _online.Length; n++)
        {
            if (_cluster.Nodes[n].Online && HasGuests(n))
            {
                var lost = new bool[_online.Length];
                lost[n] = true;
                losses.Add(Simulate(lost, null, _cluster.Nodes[n].Name));
            }
        }

        return losses;
    }

    public List<LossReport> OfDomains()
    {
        var losses = new List<LossReport>();
        foreach (var label in _context.Rules.Labels.Keys)
        {
            var domains = _context.Rules.Labels.Domains(label);
            for (var domain = 0; domain < domains.Count && domains.Count > 1; domain++)
            {
                var lost = Array.ConvertAll(domains.OfNode, d => d == domain);
                losses.Add(Simulate(lost, label, domains.NameOf(Array.IndexOf(lost, true))));
            }
        }

        return losses;
    }

    private bool HasGuests(int node)
    {
        for (var g = 0; g < _place.Length; g++)
        {
            if (_place[g] == node && GuestDemand.Runs(_cluster.Guests[g]))
            {
                return true;
            }
        }

        return false;
    }

    private LossReport Simulate(bool[] lost, string? label, string name)
    {
        var recovery = new RecoverySimulation(_context, _figures, _online, lost);
        recovery.Run();
        var down = 0;
        for (var g = 0; g < _place.Length; g++)
        {
            down += lost[_place[g]] && GuestDemand.Runs(_cluster.Guests[g]) && !_figures.Restarts[g] ? 1 : 0;
        }

        var left = 0;
        for (var n = 0; n < lost.Length; n++)
        {
            left += _cluster.Nodes[n].Online && !lost[n] ? 1 : 0;
        }

        var report = new LossReport
        {
            Label = label,
            Name = name,
            Nodes = [.. Named(lost)],
            Restarts = recovery.Restarts,
            Unplaced = recovery.Unplaced,
            Down = down,
            Survivors = recovery.Survivors(),
            KeepsMajority = 2 * left > lost.Length,
        };
        return report with { Difference = Difference(report, lost) };
    }

    private string? Difference(LossReport report, bool[] lost)
    {
        if (report.Recovers)
        {
            return null;
        }

        var packed = new SurvivalPacking(_figures).Unplaced(lost, _online, _place);
        var failing = report.Unplaced.Count + report.Restarts.Count(restart => !restart.Fits);
        return packed.Count < failing
            ? $"The guests could be placed so that {(packed.Count == 0 ? "all" : $"all but {packed.Count}")} have memory; the HA manager's own choice does not look at memory and leaves {failing} without."
            : null;
    }

    private IEnumerable<string> Named(bool[] lost)
    {
        for (var n = 0; n < lost.Length; n++)
        {
            if (lost[n])
            {
                yield return _cluster.Nodes[n].Name;
            }
        }
    }
}
