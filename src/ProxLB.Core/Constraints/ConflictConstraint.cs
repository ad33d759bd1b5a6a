using ProxLB.Core.Rules.Conflicts;

namespace ProxLB.Core.Constraints;

/// <summary>Holds the guests of rules that cannot hold together; a drain may still move them.</summary>
internal sealed class ConflictConstraint : IPlacementConstraint
{
    public string Name => PlacementConstraints.Conflict;

    public void Bind(PlacementContext context)
    {
        foreach (var clash in RuleClashes.Find(context.Rules, context.Ha))
        {
            context.Clash(clash);
            context.Warn($"{clash.Reason} {clash.Relax} Until then these guests stay where they are.");
            foreach (var guest in clash.Guests)
            {
                if (!context.Rules.Nodes.Leaving[context.Placement[guest]])
                {
                    context.Hold(guest, $"Its rules cannot hold together: {string.Join(", ", clash.Rules)}.");
                }
            }
        }
    }
}
