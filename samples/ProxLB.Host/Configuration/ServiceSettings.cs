using System.Net;
using ProxLB.Host.Daemon.Notifications;
using ProxLB.Web.Hosting;

namespace ProxLB.Host.Configuration;

/// <summary>How the program runs.</summary>
internal sealed class ServiceSettings
{
    /// <summary>Where root keeps what must survive the process, unless the configuration says otherwise.</summary>
    public const string SystemStateDirectory = "/var/lib/proxlb";

    /// <summary>Only this machine can reach it.</summary>
    public static readonly ListenAddress DefaultListen = new(IPAddress.Loopback, 8095);

    /// <summary>Whether <c>proxlb -c FILE</c> keeps running.</summary>
    public bool Daemon { get; set; } = true;

    /// <summary>Whether it acts only where this host is the HA master.</summary>
    public bool EnableHa { get; set; }

    /// <summary>The number of units between two runs.</summary>
    public int Interval { get; set; } = 12;

    /// <summary>The unit of <see cref="Interval"/>.</summary>
    public TimeSpan IntervalUnit { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether the first run waits.</summary>
    public bool Delay { get; set; }

    /// <summary>The number of units that the first run waits.</summary>
    public int DelayTime { get; set; } = 1;

    /// <summary>The unit of <see cref="DelayTime"/>.</summary>
    public TimeSpan DelayUnit { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The least severe log lines that are written.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>Whether log lines are JSON.</summary>
    public bool JsonLog { get; set; }

    /// <summary>Where what must survive the process is kept; null: the usual folder of the user.</summary>
    public string? StateDirectory { get; set; }

    /// <summary>Where the page, the API and the metrics are; null: nowhere.</summary>
    public ListenAddress? Listen { get; set; } = DefaultListen;

    /// <summary>Whether the configuration says where to listen; otherwise the daemon does without if it cannot.</summary>
    public bool ListenConfigured { get; set; }

    /// <summary>Who is told of plans and failures.</summary>
    public List<NotificationTarget> Notify { get; set; } = [];

    /// <summary>Web origins that may call the API.</summary>
    public List<string> Origins { get; set; } = [];
}
