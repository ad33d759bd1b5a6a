namespace ProxLB.Core.Planning;

/// <summary>How long a plan should take if each node sends one guest and receives one at a time.</summary>
internal static class PlanDuration
{
    /// <returns>Seconds; null if the bandwidth is not known.</returns>
    public static double? Of(IReadOnlyList<PlannedMigration> migrations)
    {
        if (migrations.Count == 0)
        {
            return 0;
        }

        var ends = new double[migrations.Count + 1];
        var sends = new Dictionary<string, double>(StringComparer.Ordinal);
        var receives = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var migration in migrations)
        {
            if (migration.EstimatedSeconds is not { } seconds)
            {
                return null;
            }

            var begin = Math.Max(sends.GetValueOrDefault(migration.From), receives.GetValueOrDefault(migration.To));
            foreach (var step in migration.After)
            {
                begin = Math.Max(begin, ends[step]);
            }

            ends[migration.Step] = begin + seconds;
            sends[migration.From] = begin + seconds;
            receives[migration.To] = begin + seconds;
        }

        return ends.Max();
    }
}
