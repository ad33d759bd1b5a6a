namespace ProxLB.Host.Configuration.Keys;

/// <summary>The section <c>service</c>: how the program runs.</summary>
internal static class ServiceKeys
{
    private const string NoDaemon = "has no effect yet: this version does not run as a daemon; call 'proxlb apply --yes' from a timer";
    private const string EveryHostActs = "has no effect yet: a command acts on whatever host it is called; call it on one host only";
    private const string FixedLog = "has no effect yet: warnings are logged as text, and everything with --verbose";
    private const string NoPage = "has no effect yet: this version has no web page";

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

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All { get; } =
    [
        new("daemon", (target, value) => target.Service.Daemon = value.Boolean(), target => target.Service.Daemon),
        new("enable_ha", (target, value) => target.Service.EnableHa = value.Boolean(), target => target.Service.EnableHa) { Note = EveryHostActs },
        new("schedule", (target, value) => value.Fields(target.Service, Schedule), target => target.Service.Interval * target.Service.IntervalUnit) { Note = NoDaemon },
        new("delay", (target, value) => value.Fields(target.Service, Delay),
            target => target.Service.Delay ? target.Service.DelayTime * target.Service.DelayUnit : TimeSpan.Zero) { Note = NoDaemon },
        new("log_level", (target, value) => target.Service.LogLevel = value.OneOf(Levels), target => target.Service.LogLevel) { Note = FixedLog },
        new("log_format", (target, value) => target.Service.JsonLog = value.OneOf(("text", false), ("json", true)), target => target.Service.JsonLog ? "json" : "text") { Note = FixedLog },
        new("state_dir", (target, value) => target.Service.StateDirectory = value.Text(), target => target.Service.StateDirectory),
        new("listen", (target, value) => target.Service.Listen = value.Text(), target => target.Service.Listen) { Note = NoPage },
        new("origins", (target, value) => target.Service.Origins = value.Texts(), target => target.Service.Origins) { Note = NoPage },
    ];
}
