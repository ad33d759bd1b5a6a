namespace ProxLB.Core.Rules;

/// <summary>A rule for all guests of one pool.</summary>
public sealed class PoolOptions
{
    /// <summary>Whether the pool's guests are kept together (<see langword="true"/>), apart (<see langword="false"/>), or neither (null).</summary>
    public bool? Together { get; set; }

    /// <summary>The nodes they run on; empty: any.</summary>
    public List<string> Pin { get; set; } = [];

    /// <summary>Whether the pin is required; otherwise it is preferred.</summary>
    public bool Strict { get; set; } = true;
}
