namespace ProxLB.Host.Configuration;

/// <summary>Weekly maintenance windows of nodes, in local time.</summary>
internal sealed class MaintenanceSchedule
{
    /// <summary>How long a window lasts from its start.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long before its start the node is emptied.</summary>
    public TimeSpan Lead { get; set; }

    /// <summary>By node: when its windows start.</summary>
    public Dictionary<string, List<MaintenanceStart>> Starts { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The nodes that are in maintenance, or about to be, at a moment.</summary>
    public IEnumerable<string> NodesAt(DateTimeOffset moment, TimeZoneInfo zone) =>
        Starts.Where(entry => entry.Value.Exists(start => Covers(start, moment, zone))).Select(entry => entry.Key);

    private bool Covers(MaintenanceStart start, DateTimeOffset moment, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(moment, zone).Date;
        for (var days = -7; days <= 7; days++)
        {
            var local = today.AddDays(days) + start.Time.ToTimeSpan();
            if (local.DayOfWeek != start.Day)
            {
                continue;
            }
            var begin = Moment(local, zone);
            if (moment >= begin - Lead && moment < begin + Duration)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A time that daylight saving skips is taken an hour later, as a clock on the wall would show it.</summary>
    private static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        var valid = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new(valid, zone.GetUtcOffset(valid));
    }
}
