using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Writes down the smallest sets of rules that cannot hold together.</summary>
internal static class ConflictReport
{
    public static List<RuleConflict> Of(CompiledProblem compiled)
    {
        var cluster = compiled.Problem.Cluster;
        var conflicts = new List<RuleConflict>();
        foreach (var clash in compiled.Context.Clashes)
        {
            conflicts.Add(new RuleConflict
            {
                Rules = clash.Rules,
                Guests = [.. clash.Guests.Select(g => cluster.Guests[g].Id)],
                Nodes = [.. clash.Nodes.Select(n => cluster.Nodes[n].Name)],
                Relax = clash.Relax,
            });
        }

        return conflicts;
    }
}
