using ProxLB.Core.Planning;

namespace ProxLB.Web.Pages;

/// <summary>How figures are written on the page.</summary>
internal static class Figures
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Bytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 || Math.Abs(value) >= 100 ? $"{value:0} {Units[unit]}" : $"{value:0.0} {Units[unit]}";
    }

    /// <summary>A fraction in whole percent, without the sign.</summary>
    public static string Percent(double fraction) => $"{fraction * 100:0}";

    public static string Points(double points) => $"{points:0.0}";

    public static string Duration(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalSeconds: < 90 } time => $"{time.TotalSeconds:0} s",
        { TotalMinutes: < 90 } time => $"{time.TotalMinutes:0} min",
        var time => $"{Math.Floor(time.TotalHours):0} h {time.Minutes} min",
    };

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count:#,0} {noun}s";

    public static string Clock(DateTimeOffset time) => $"{time.ToLocalTime():HH:mm:ss}";

    public static string Moment(DateTimeOffset time) => $"{time.ToLocalTime():yyyy-MM-dd HH:mm}";

    public static string Guest(int id, string? name) => string.IsNullOrEmpty(name) ? $"{id}" : $"{id} {name}";

    public static string Dimension(string name) => name switch
    {
        "memory" => "Memory",
        "cpu" => "CPU",
        "disk" => "Disk",
        "io" => "I/O",
        _ => name,
    };

    /// <summary>What a plan comes to, in one sentence.</summary>
    public static string Headline(MigrationPlan plan)
    {
        var migrations = Count(plan.Migrations.Count, "migration");
        var one = plan.Migrations.Count == 1;
        return plan.Status switch
        {
            PlanStatus.Balanced => "Balanced. There is nothing to do.",
            PlanStatus.Improved => $"{migrations} {(one ? "reaches" : "reach")} the goal.",
            PlanStatus.NoBeneficialMigration => "The goal is not reached, but no migration would gain enough.",
            PlanStatus.Partial => plan.Unsatisfied.Any(item => item.Required)
                ? $"{migrations} {(one ? "helps" : "help")}, but something required stays violated."
                : $"{migrations} {(one ? "helps" : "help")}, but the goal stays out of reach.",
            _ => "Something required is violated, and no migration helps.",
        };
    }
}
