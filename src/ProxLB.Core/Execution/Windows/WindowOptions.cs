namespace ProxLB.Core.Execution.Windows;

/// <summary>When migrations may be started. Without any window: always.</summary>
public sealed class WindowOptions
{
    /// <summary>The time zone of all windows, such as <c>Europe/Berlin</c>; default <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Weekly times in which migrations may be started; empty: at any time.</summary>
    public List<WeeklyWindow> Allowed { get; set; } = [];

    /// <summary>Weekly times in which none may be started; they outrank <see cref="Allowed"/>.</summary>
    public List<WeeklyWindow> Blocked { get; set; } = [];

    /// <summary>Whether drains are carried out, and nodes in maintenance emptied by the schedule, at any time; default true.</summary>
    public bool DrainsIgnoreWindows { get; set; } = true;
}
