using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>The goals as configuration and plans name them.</summary>
public static class GoalNames
{
    /// <summary>The name of a goal.</summary>
    public static string Of(BalancingGoal goal) => goal switch
    {
        BalancingGoal.Best => "best",
        BalancingGoal.RulesOnly => "rules-only",
        BalancingGoal.Drain => "drain",
        _ => "target",
    };

    /// <summary>The goal of a name, without regard to case; null if there is none.</summary>
    public static BalancingGoal? Parse(string name)
    {
        foreach (var goal in Enum.GetValues<BalancingGoal>())
        {
            if (string.Equals(Of(goal), name, StringComparison.OrdinalIgnoreCase))
            {
                return goal;
            }
        }

        return null;
    }
}
