namespace ProxLB.Core.Execution.Windows;

/// <summary>Answers when migrations may be started. Windows are wall-clock times: an hour that daylight saving skips does not occur, one that it repeats counts twice.</summary>
public sealed class ExecutionWindows
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(8);
    private readonly WindowOptions _options;
    private readonly TimeZoneInfo _zone;

    /// <summary>Reads the options once.</summary>
    /// <param name="options">The windows.</param>
    /// <param name="zone">Their time zone; null: that which the options name.</param>
    /// <exception cref="TimeZoneNotFoundException">The time zone is not known on this host.</exception>
    public ExecutionWindows(WindowOptions options, TimeZoneInfo? zone = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _zone = zone ?? Find(options.TimeZone);
    }

    /// <summary>Whether a migration may be started at a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="goal">The plan's goal, such as <c>target</c> or <c>drain</c>.</param>
    public bool IsOpen(DateTimeOffset at, string goal)
    {
        ArgumentNullException.ThrowIfNull(goal);
        if (_options.DrainsIgnoreWindows && string.Equals(goal, "drain", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var local = TimeZoneInfo.ConvertTime(at, _zone).DateTime;
        return IsAllowed(local, goal) && !_options.Blocked.Exists(window => window.Concerns(goal) && window.Contains(local));
    }

    /// <summary>The first moment from a given one at which a migration may be started; null if there is none within eight days.</summary>
    /// <param name="from">The moment to look from.</param>
    /// <param name="goal">The plan's goal.</param>
    public DateTimeOffset? NextOpening(DateTimeOffset from, string goal)
    {
        if (IsOpen(from, goal))
        {
            return from;
        }

        return Edges(from).Where(edge => edge > from && IsOpen(edge, goal)).Order().Select(edge => (DateTimeOffset?)edge).FirstOrDefault();
    }

    private static TimeZoneInfo Find(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new TimeZoneNotFoundException(UnknownZone(id));

    internal static string UnknownZone(string id) =>
        $"The time zone '{id}' of the execution windows is not known on this host; use an IANA name such as Europe/Berlin.";

    private bool IsAllowed(DateTime local, string goal) =>
        !_options.Allowed.Exists(window => window.Concerns(goal))
        || _options.Allowed.Exists(window => window.Concerns(goal) && window.Contains(local));

    /// <summary>Every moment at which the answer can change: the ends of windows, and the jumps of the local clock.</summary>
    private IEnumerable<DateTimeOffset> Edges(DateTimeOffset from)
    {
        var times = _options.Allowed.Concat(_options.Blocked).SelectMany(window => new[] { window.From, window.To }).Distinct().ToArray();
        var first = TimeZoneInfo.ConvertTime(from, _zone).Date;
        for (var day = first; day < first + Horizon; day = day.AddDays(1))
        {
            if (Jump(day) is { } jump)
            {
                yield return jump;
            }

            foreach (var moment in times.SelectMany(time => Moments(day + time.ToTimeSpan())))
            {
                yield return moment;
            }
        }
    }

    /// <summary>The moments that a local time names: none, one or two.</summary>
    private IEnumerable<DateTimeOffset> Moments(DateTime local)
    {
        if (_zone.IsInvalidTime(local))
        {
            return [];
        }

        var offsets = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local) : [_zone.GetUtcOffset(local)];
        return offsets.Select(offset => new DateTimeOffset(local, offset));
    }

    private DateTimeOffset? Jump(DateTime day)
    {
        var low = new DateTimeOffset(day, _zone.GetUtcOffset(day));
        var high = low.AddDays(1);
        var before = _zone.GetUtcOffset(low);
        if (_zone.GetUtcOffset(high) == before)
        {
            return null;
        }

        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
            (low, high) = _zone.GetUtcOffset(middle) == before ? (middle, high) : (low, middle);
        }

        return high;
    }
}
