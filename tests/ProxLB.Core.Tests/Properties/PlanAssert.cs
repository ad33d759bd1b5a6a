using ProxLB.Core.Planning;
using ProxLB.Reference;

namespace ProxLB.Core.Tests.Properties;

internal static class PlanAssert
{
    /// <summary>Fails if any moment of the plan, in its order or in another allowed one, breaks a limit or a required rule, or a unit makes the score worse.</summary>
    public static void IsSound(ReferenceModel model, MigrationPlan plan, int seed = 1) => Assert.Null(PlanChecker.Broken(model, plan, seed));
}
