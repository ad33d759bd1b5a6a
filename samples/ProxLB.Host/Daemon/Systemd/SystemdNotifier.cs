using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ProxLB.Host.Daemon.Systemd;

/// <summary>Tells systemd how the service is, as sd_notify(3) describes: datagrams to the socket that the environment names. Without one nothing is told.</summary>
internal sealed class SystemdNotifier : IDisposable
{
    /// <summary>A manager that does not read must not hold the service up.</summary>
    private const int PatienceMilliseconds = 1000;

    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const string WatchdogProcessVariable = "WATCHDOG_PID";

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _address;

    private SystemdNotifier(string? path, TimeSpan? watchdog)
    {
        WatchdogInterval = watchdog;
        if (!string.IsNullOrEmpty(path))
        {
            // A leading @ stands for the null byte of an abstract socket.
            _address = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = PatienceMilliseconds };
        }
    }

    /// <summary>How often the watchdog wants a sign of life, already halved; null: it is off.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>Reads where to tell it.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static SystemdNotifier From(Func<string, string?> environment)
    {
        var isOurs = environment(WatchdogProcessVariable) is not { Length: > 0 } process || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var watchdog = isOurs && long.TryParse(environment(WatchdogVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds / 2.0)
            : (TimeSpan?)null;
        return new(environment(SocketVariable), watchdog);
    }

    /// <summary>The service works.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>The configuration is read again; <see cref="Ready"/> ends it.</summary>
    public void Reloading() => Send($"RELOADING=1\nMONOTONIC_USEC={Stopwatch.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMicrosecond}");

    /// <summary>The service ends.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>A sign of life.</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <summary>The start or the end takes longer: systemd is to wait so much more.</summary>
    public void NeedsTime(TimeSpan time) => Send($"EXTEND_TIMEOUT_USEC={time.Ticks / TimeSpan.TicksPerMicrosecond}");

    /// <summary>What <c>systemctl status</c> shows.</summary>
    public void Status(string text) => Send($"STATUS={text.ReplaceLineEndings(" ")}");

    public void Dispose() => _socket?.Dispose();

    private void Send(string message)
    {
        if (_socket is null)
        {
            return;
        }
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(message), _address!);
        }
        catch (SocketException)
        {
            // Nobody is there to be told, or nobody listens; the service works all the same.
        }
    }
}
