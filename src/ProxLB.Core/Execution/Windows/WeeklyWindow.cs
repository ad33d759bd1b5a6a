namespace ProxLB.Core.Execution.Windows;

/// <summary>A span of time that comes back every week, in local time.</summary>
public sealed class WeeklyWindow
{
    /// <summary>The days on which it begins; empty: every day.</summary>
    public List<DayOfWeek> Days { get; set; } = [];

    /// <summary>When it begins.</summary>
    public TimeOnly From { get; set; }

    /// <summary>When it ends, exclusive; at or before <see cref="From"/>: on the next day.</summary>
    public TimeOnly To { get; set; }

    /// <summary>The goals it concerns, such as <c>target</c>; empty: all.</summary>
    public List<string> Goals { get; set; } = [];

    internal bool Concerns(string goal) => Goals.Count == 0 || Goals.Contains(goal, StringComparer.OrdinalIgnoreCase);

    internal bool Contains(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        return To > From
            ? BeginsOn(local.DayOfWeek) && time >= From && time < To
            : (BeginsOn(local.DayOfWeek) && time >= From) || (BeginsOn(local.AddDays(-1).DayOfWeek) && time < To);
    }

    private bool BeginsOn(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}
