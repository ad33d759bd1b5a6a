namespace ProxLB.Host.Logging;

/// <summary>How log lines look.</summary>
internal enum LogFormat
{
    /// <summary>For a person: time, level, source, message.</summary>
    Text,

    /// <summary>For the journal of systemd, which knows the time itself: <c>&lt;6&gt;message</c> with the priority of syslog.</summary>
    Journal,

    /// <summary>For programs: one JSON document a line.</summary>
    Json,
}
