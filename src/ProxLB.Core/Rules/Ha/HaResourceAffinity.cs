namespace ProxLB.Core.Rules.Ha;

/// <summary>A resource affinity rule that the HA manager applies, over the guests that it manages.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Together">Whether it keeps its guests on one node; otherwise each on its own.</param>
/// <param name="Guests">The guests that it names, by VMID.</param>
/// <param name="Sides">What it keeps apart: for each guest that it names, those that move together with it.</param>
internal sealed record HaResourceAffinity(string Name, bool Together, int[] Guests, int[][] Sides);
