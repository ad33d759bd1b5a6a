namespace ProxLB.Core.Optimization;

/// <summary>A small seeded generator (SplitMix64, Steele, Lea and Flood 2014), so that a plan does not depend on the framework's.</summary>
internal sealed class SearchRandom(int seed)
{
    private ulong _state = (ulong)(uint)seed;

    public int Next(int below) => (int)((UInt128)NextBits() * (ulong)below >> 64);

    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
