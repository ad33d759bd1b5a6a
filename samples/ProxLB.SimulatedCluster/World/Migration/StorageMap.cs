namespace ProxLB.SimulatedCluster.World.Migration;

/// <summary>Which storage a disk lies on after the migration: <c>a:b,c:d</c>, a default <c>b</c>, or <c>1</c> for the same.</summary>
internal sealed class StorageMap
{
    private readonly Dictionary<string, string> _pairs = new(StringComparer.Ordinal);
    private readonly string? _default;

    public StorageMap(string? text)
    {
        foreach (var part in (text ?? "1").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0)
            {
                _pairs[part[..colon]] = part[(colon + 1)..];
            }
            else if (part != "1")
            {
                _default = part;
            }
        }
    }

    /// <summary>All storages that it names as targets.</summary>
    public IEnumerable<string> Targets => _default is null ? _pairs.Values : _pairs.Values.Append(_default);

    public string this[string storage] => _pairs.GetValueOrDefault(storage) ?? _default ?? storage;
}
