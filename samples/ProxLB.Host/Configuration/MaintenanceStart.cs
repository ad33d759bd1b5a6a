namespace ProxLB.Host.Configuration;

/// <summary>When a weekly window starts, in local time.</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Time">The time of day.</param>
internal sealed record MaintenanceStart(DayOfWeek Day, TimeOnly Time)
{
    public override string ToString() => $"{Day}, {Time:H:mm}";
}
