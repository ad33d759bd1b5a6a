namespace ProxLB.Benchmarks.Soak;

/// <summary>What a soak is like.</summary>
internal sealed record SoakOptions
{
    public int Days { get; init; } = 30;

    public int Nodes { get; init; } = 6;

    public int Guests { get; init; } = 60;

    public int Seed { get; init; } = 1;

    /// <summary>The day, from 1, on which a node dies for six hours; 0: none does.</summary>
    public int FailureOnDay { get; init; } = 17;

    /// <summary>The day of the week on which one node after the other is in maintenance, from 03:00 to 06:00.</summary>
    public DayOfWeek MaintenanceOn { get; init; } = DayOfWeek.Tuesday;

    /// <summary>When it begins: a Monday.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
}
