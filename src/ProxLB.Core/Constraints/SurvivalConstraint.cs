using ProxLB.Core.Strategies;

namespace ProxLB.Core.Constraints;

/// <summary>Forbids placements from which the loss of one node could not be recovered.</summary>
internal sealed class SurvivalConstraint(MeasureOptions measure, int losses) : IPlacementConstraint
{
    public string Name => PlacementConstraints.Survival;

    public void Bind(PlacementContext context)
    {
        if (losses == 0)
        {
            return;
        }

        var figures = new SurvivalFigures(context.Cluster, context.Ha, measure);
        if (Array.Exists(figures.Restarts, r => r))
        {
            context.Require(new SurvivalSession(figures, context));
        }
    }
}
