using System.Collections.ObjectModel;

namespace ProxLB.Core.Cluster;

/// <summary>The shared empty maps of the facts.</summary>
internal static class Empty
{
    public static readonly IReadOnlyDictionary<string, string> Labels = ReadOnlyDictionary<string, string>.Empty;
    public static readonly IReadOnlyDictionary<string, double> Measures = ReadOnlyDictionary<string, double>.Empty;
}
