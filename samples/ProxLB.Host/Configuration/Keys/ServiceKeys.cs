using ProxLB.Web.Hosting;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>The section <c>service</c>: how the program runs.</summary>
internal static class ServiceKeys
{
    private const string NoListen = "none";

    private static readonly (string, TimeSpan)[] Units = [("hours", TimeSpan.FromHours(1)), ("minutes", TimeSpan.FromMinutes(1))];

    private static readonly (string, LogLevel)[] Levels =
    [
        ("INFO", LogLevel.Information),
        ("DEBUG", LogLevel.Debug),
        ("WARNING", LogLevel.Warning),
        ("ERROR", LogLevel.Error),
        ("CRITICAL", LogLevel.Critical),
        ("TRACE", LogLevel.Trace),
    ];

    private static readonly ConfigurationKey<ServiceSettings>[] Schedule =
    [
        new("interval", (target, value) => target.Interval = value.Whole(1, 100_000)),
        new("format", (target, value) => target.IntervalUnit = value.OneOf(Units)),
    ];

    private static readonly ConfigurationKey<ServiceSettings>[] Delay =
    [
        new("enable", (target, value) => target.Delay = value.Boolean()),
        new("time", (target, value) => target.DelayTime = value.Whole(0, 100_000)),
        new("format", (target, value) => target.DelayUnit = value.OneOf(Units)),
    ];

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All(SecretSource secrets) =>
    [
        new("daemon", (target, value) => target.Service.Daemon = value.Boolean(), target => target.Service.Daemon),
        new("enable_ha", (target, value) => target.Service.EnableHa = value.Boolean(), target => target.Service.EnableHa),
        new("schedule", (target, value) => value.Fields(target.Service, Schedule), target => target.Service.Interval * target.Service.IntervalUnit),
        new("delay", (target, value) => value.Fields(target.Service, Delay),
            target => target.Service.Delay ? target.Service.DelayTime * target.Service.DelayUnit : TimeSpan.Zero),
        new("log_level", (target, value) => target.Service.LogLevel = value.OneOf(Levels), target => target.Service.LogLevel),
        new("log_format", (target, value) => target.Service.JsonLog = value.OneOf(("text", false), ("json", true)), target => target.Service.JsonLog ? "json" : "text"),
        new("state_dir", (target, value) => target.Service.StateDirectory = value.Text(), target => target.Service.StateDirectory),
        new("listen", ReadListen, target => target.Service.Listen?.ToString() ?? NoListen),
        new("origins", (target, value) => target.Service.Origins = value.List(Origin), target => target.Service.Origins),
        new("notify", (target, value) => target.Service.Notify = value.List(item => NotifyKeys.Read(item, secrets)),
            target => target.Service.Notify.Count == 0 ? null : target.Service.Notify.Select(notified => notified.ToString())),
    ];

    private static void ReadListen(HostConfiguration target, ConfigurationValue value)
    {
        target.Service.ListenConfigured = true;
        var text = value.Text();
        if (string.Equals(text, NoListen, StringComparison.OrdinalIgnoreCase))
        {
            target.Service.Listen = null;
            return;
        }
        try
        {
            target.Service.Listen = text.Length == 0 ? null : ListenAddress.Parse(text);
        }
        catch (FormatException exception)
        {
            value.Reject(exception.Message);
        }
    }

    private static string Origin(ConfigurationValue value)
    {
        var text = value.Text();
        if (text.Length > 0 && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/')))
        {
            value.Reject($"'{text}' is no web origin; write it as https://pve1.example.com:8006");
        }
        return text.TrimEnd('/');
    }
}
