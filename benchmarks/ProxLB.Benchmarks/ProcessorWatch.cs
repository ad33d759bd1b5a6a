namespace ProxLB.Benchmarks;

/// <summary>Measures the processor time of this process, which other programs on the machine do not lengthen as they do a clock's.</summary>
/// <remarks>Garbage collection and compilation on other threads of the process are in it.</remarks>
internal readonly struct ProcessorWatch
{
    private readonly TimeSpan _begun;

    private ProcessorWatch(TimeSpan begun) => _begun = begun;

    public double Milliseconds => (Environment.CpuUsage.TotalTime - _begun).TotalMilliseconds;

    public static ProcessorWatch Start() => new(Environment.CpuUsage.TotalTime);
}
