using ProxLB.Core.Optimization;

namespace ProxLB.Core.Planning;

/// <summary>Guests that had to stay, and why. Resting guests are named only where their node is to be emptied.</summary>
internal static class SkippedReport
{
    public static List<SkippedGuest> Of(CompiledProblem compiled)
    {
        var problem = compiled.Problem;
        var skipped = new List<SkippedGuest>();
        for (var g = 0; g < problem.GuestCount; g++)
        {
            var guest = problem.Cluster.Guests[g];
            var resting = guest.Running == false || guest.Template;
            if (problem.Holds[g] is { } hold && (!resting || problem.Leaving[problem.Start[g]]))
            {
                skipped.Add(new SkippedGuest(guest.Id, hold.Reason));
            }
        }

        skipped.Sort((a, b) => a.Guest.CompareTo(b.Guest));
        return skipped;
    }
}
