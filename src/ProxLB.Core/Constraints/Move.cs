namespace ProxLB.Core.Constraints;

/// <summary>A guest goes from one node to another, all by index into the snapshot.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="From">The node it leaves, or <see cref="Nowhere"/>: it stays where it is and also counts on <paramref name="To"/>, as a guest in flight does.</param>
/// <param name="To">The node it comes to, or <see cref="Nowhere"/>: it no longer counts on <paramref name="From"/>.</param>
public readonly record struct Move(int Guest, int From, int To)
{
    /// <summary>No node.</summary>
    public const int Nowhere = -1;

    /// <summary>The move that undoes this one.</summary>
    public Move Reversed => new(Guest, To, From);
}
