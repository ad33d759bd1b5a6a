namespace ProxLB.SimulatedCluster.World.Load;

/// <summary>What the status daemon last broadcast about a guest.</summary>
internal sealed record GuestSample
{
    public required DateTimeOffset At { get; init; }

    public required bool Running { get; init; }

    public double Cpu { get; init; }

    public long Memory { get; init; }

    public long HostMemory { get; init; }

    public long Uptime { get; init; }

    public long NetIn => Uptime * 41_000;

    public long NetOut => Uptime * 23_000;

    public long DiskRead => Uptime * 310_000;

    public long DiskWrite => Uptime * 120_000;
}
