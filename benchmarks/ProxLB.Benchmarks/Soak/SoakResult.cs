namespace ProxLB.Benchmarks.Soak;

/// <summary>What came of a soak.</summary>
internal sealed record SoakResult
{
    public required SoakOptions Options { get; init; }

    /// <summary>One an hour.</summary>
    public required IReadOnlyList<SoakSample> Samples { get; init; }

    /// <summary>Migrations that broke a required rule which held before.</summary>
    public required IReadOnlyList<string> RulesBrokenByMigrations { get; init; }

    /// <summary>How often a run of the schedule failed as a whole.</summary>
    public required int FailedRuns { get; init; }

    /// <summary>How often a guest came back to a node within a day of leaving it, without a maintenance or a failure.</summary>
    public required int Returns { get; init; }

    /// <summary>How many plans the schedule made.</summary>
    public required int Plans { get; init; }

    public int Moved => Samples[^1].Moved;

    public int Failed => Samples[^1].Failed;

    /// <summary>Hours without an incident, after the first day.</summary>
    public IEnumerable<SoakSample> Calm => Samples.Where(sample => sample.Incident is null && sample.At >= Options.Start + TimeSpan.FromDays(1));
}
