namespace ProxLB.Proxmox.Migration;

/// <summary>What was seen so far of a migration that the HA manager carries out.</summary>
internal sealed class HaProgress
{
    /// <summary>Whether the HA manager was seen to have queued or begun it.</summary>
    public bool MotionSeen { get; set; }

    /// <summary>The node on which the guest has come to rest; null while it has not.</summary>
    public string? RestingOn { get; set; }

    /// <summary>The HA manager's own clock when the guest was first seen at rest there, in seconds.</summary>
    public long RestingSince { get; set; }

    /// <summary>The task that does the work; null until it was found.</summary>
    public Api.Upid? Worker { get; set; }
}
