namespace ProxLB.Host.Daemon.Notifications;

/// <summary>A message to somebody.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="At">When it happened.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Message">What happened, in one or more sentences.</param>
internal sealed record Notification(NotificationKind Kind, DateTimeOffset At, string Title, string Message)
{
    /// <summary>The cluster's name; null if unknown.</summary>
    public string? Cluster { get; init; }

    /// <summary>The plan concerned; null if none is.</summary>
    public string? Plan { get; init; }

    /// <summary>How many migrations the plan has.</summary>
    public int Migrations { get; init; }

    /// <summary>The host that tells it.</summary>
    public required string Host { get; init; }
}
