using System.Globalization;
using ProxLB.Core.Execution.Windows;

namespace ProxLB.Host.Configuration;

/// <summary>Reads weekly windows such as <c>22:00-06:00</c>, <c>Sat,Sun 08:00-20:00</c> or <c>Mon-Fri 22:00-06:00</c>.</summary>
internal static class WindowText
{
    public static WeeklyWindow Window(this ConfigurationValue value)
    {
        var words = value.Text().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > 0 && TryTimes(words[^1], out var from, out var to) && TryDays(string.Concat(words[..^1]), out var days))
        {
            return new() { Days = days, From = from, To = to };
        }
        value.RejectType("a window such as 'Mon-Fri 22:00-06:00', 'Sat,Sun 08:00-20:00' or '22:00-06:00'");
        return new();
    }

    private static bool TryTimes(string text, out TimeOnly from, out TimeOnly to)
    {
        to = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return TryTime(dash < 0 ? "" : text[..dash], out from) & TryTime(dash < 0 ? "" : text[(dash + 1)..], out to);
    }

    /// <summary>24:00 is the midnight that ends a day.</summary>
    private static bool TryTime(string text, out TimeOnly time)
    {
        time = default;
        return text is "24:00" || TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static bool TryDays(string text, out List<DayOfWeek> days)
    {
        days = [];
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !WeekdayText.TryParse(ends[0], out var first) || !WeekdayText.TryParse(ends[^1], out var last))
            {
                return false;
            }
            for (var day = first; ; day = (DayOfWeek)(((int)day + 1) % 7))
            {
                days.Add(day);
                if (day == last)
                {
                    break;
                }
            }
        }
        return true;
    }
}
