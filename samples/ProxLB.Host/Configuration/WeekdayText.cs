namespace ProxLB.Host.Configuration;

/// <summary>Reads days of the week: in full, or their first three letters.</summary>
internal static class WeekdayText
{
    public static bool TryParse(string text, out DayOfWeek day)
    {
        foreach (var candidate in Enum.GetValues<DayOfWeek>())
        {
            var name = candidate.ToString();
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase) || name.AsSpan(0, 3).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                day = candidate;
                return true;
            }
        }
        day = default;
        return false;
    }
}
