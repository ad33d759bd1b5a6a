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
        Starts.Where(entry => entry.Value.Exists(start => Spans(start, moment, zone).Any(span => moment >= span.From && moment < span.To))).Select(entry => entry.Key);

    /// <summary>The first moment after a given one at which a node enters maintenance, its lead included, or leaves it; null: none ever does.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset after, TimeZoneInfo zone) => Starts.Values
        .SelectMany(starts => starts)
        .SelectMany(start => Spans(start, after, zone))
        .SelectMany(span => new[] { span.From, span.To })
        .Where(edge => edge > after)
        .Order()
        .Select(edge => (DateTimeOffset?)edge)
        .FirstOrDefault(edge => !NodesAt(edge!.Value, zone).SequenceEqual(NodesAt(edge.Value.AddTicks(-1), zone), StringComparer.Ordinal));

    /// <summary>From lead to end, the windows near a moment: as lead and duration are a week at most, all that cover it and at least one that begins after it.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Spans(MaintenanceStart start, DateTimeOffset moment, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(moment, zone).Date;
        var last = today.AddDays(-((today.DayOfWeek - start.Day + 7) % 7)) + start.Time.ToTimeSpan();
        for (var weeks = -1; weeks <= 3; weeks++)
        {
            var begin = Moment(last.AddDays(7 * weeks), zone);
            yield return (begin - Lead, begin + Duration);
        }
    }

    /// <summary>A time that daylight saving skips is taken an hour later, as a clock on the wall would show it.</summary>
    private static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        var valid = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new(valid, zone.GetUtcOffset(valid));
    }
}
