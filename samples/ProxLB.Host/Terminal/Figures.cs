namespace ProxLB.Host.Terminal;

/// <summary>How figures are written for a person.</summary>
internal static class Figures
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Bytes with a binary unit and at most one decimal: <c>4.2 GiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }
        return unit == 0 || Math.Abs(value) >= 100 ? $"{value:0} {Units[unit]}" : $"{value:0.#} {Units[unit]}";
    }

    /// <summary>A fraction in percent: <c>78.3 %</c>; unknown: <c>n/a</c>.</summary>
    public static string Percent(double fraction) => double.IsNaN(fraction) ? "n/a" : $"{fraction * 100:0.0} %";

    /// <summary>Percentage points: <c>45.2</c>.</summary>
    public static string Points(double points) => $"{points:0.0}";

    /// <summary>A duration in the largest unit that says enough: <c>45 s</c>, <c>12 min</c>, <c>1 h 5 min</c>.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 10 } => $"{duration.TotalSeconds:0.#} s",
        { TotalSeconds: < 90 } => $"{duration.TotalSeconds:0} s",
        { TotalMinutes: < 90 } => $"{duration.TotalMinutes:0} min",
        _ => $"{Math.Floor(duration.TotalHours):0} h {duration.Minutes} min",
    };

    /// <summary>A count with its noun: <c>1 migration</c>, <c>3 migrations</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>VMIDs, runs of three and more as ranges: <c>100-139, 201</c>.</summary>
    public static string Ids(IReadOnlyList<int> ids)
    {
        var parts = new List<string>();
        var sorted = ids.Order().ToList();
        for (var index = 0; index < sorted.Count; index++)
        {
            var first = index;
            while (index + 1 < sorted.Count && sorted[index + 1] == sorted[index] + 1)
            {
                index++;
            }
            if (index - first < 2)
            {
                parts.AddRange(sorted[first..(index + 1)].Select(id => $"{id}"));
            }
            else
            {
                parts.Add($"{sorted[first]}-{sorted[index]}");
            }
        }
        return string.Join(", ", parts);
    }
}
