using System.Globalization;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>The section <c>proxmox_cluster</c>: what is known of its nodes.</summary>
internal static class ProxmoxClusterKeys
{
    private const double MostHours = 24 * 7;
    private const double MostMinutes = 60 * 24 * 7;

    private static readonly ConfigurationKey<MaintenanceSchedule>[] Schedule =
    [
        new("duration", (target, value) => target.Duration = TimeSpan.FromHours(value.PositiveNumber(MostHours))),
        new("pre-migration", (target, value) => target.Lead = TimeSpan.FromMinutes(value.Number(0, MostMinutes))),
        new("schedules", (target, value) => target.Starts = value.Map(node => node.List(Start))),
    ];

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All { get; } =
    [
        new("maintenance_nodes", (target, value) => target.Balancer.Nodes.Maintenance = value.Texts(), target => target.Balancer.Nodes.Maintenance),
        new("maintenance_nodes_schedule", (target, value) => value.Fields(target.Maintenance, Schedule)),
        new("ignore_nodes", (target, value) => target.Balancer.Nodes.Ignore = value.Texts(), target => target.Balancer.Nodes.Ignore),
        new("overprovisioning", (target, value) => target.Balancer.Capacity.Overprovisioning = value.Boolean(), target => target.Balancer.Capacity.Overprovisioning),
        new("node_labels",
            (target, value) => target.Balancer.Nodes.Labels = value.Map(node => node.Map(label => label.Text(), StringComparer.Ordinal)),
            target => target.Balancer.Nodes.Labels),
    ];

    private static MaintenanceStart Start(ConfigurationValue value)
    {
        var parts = value.Text().Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && WeekdayText.TryParse(parts[0], out var day)
            && TimeOnly.TryParseExact(parts[1], "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return new(day, time);
        }
        value.RejectType("a day and a time such as 'Monday, 8:00'");
        return new(DayOfWeek.Monday, default);
    }
}
