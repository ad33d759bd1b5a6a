using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Proxmox.Api.Json;
using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Capture;

/// <summary>The cluster's mappings: which node has the device or directory that a guest uses through one.</summary>
internal sealed class MappingFacts(IReadOnlyDictionary<string, IReadOnlyList<MappingEntry>?> byKind, IReadOnlyCollection<string> nodes)
{
    /// <summary>No mappings are used.</summary>
    public static MappingFacts None { get; } = new(new Dictionary<string, IReadOnlyList<MappingEntry>?>(), []);

    /// <summary>Keys of mapped resources with which a running guest cannot move.</summary>
    public IEnumerable<string> Immovable(GuestConfig config, bool running) =>
        config.Mapped.Where(resource => running && Find(resource)?.LiveMigrationCapable != true).Select(resource => resource.Key);

    /// <summary>Nodes that lack a mapped resource of the guest.</summary>
    public IReadOnlyList<ForbiddenNode> Forbidden(GuestConfig config) =>
    [
        .. from resource in config.Mapped
           let mapping = Find(resource)
           where mapping is not null
           let mapped = NodesOf(mapping)
           from node in nodes
           where !mapped.Contains(node)
           select new ForbiddenNode(node, $"the mapping '{resource.Mapping}' of {resource.Key} has no entry for node {node}"),
    ];

    /// <summary>Whether the guest uses a mapping that could not be read.</summary>
    public bool AreUnknownFor(GuestConfig? config) => config?.Mapped.Any(resource => Find(resource) is null) == true;

    private MappingEntry? Find(MappedResource resource) =>
        byKind.GetValueOrDefault(resource.Kind)?.FirstOrDefault(mapping => mapping.Id == resource.Mapping);

    private static HashSet<string> NodesOf(MappingEntry mapping) => mapping.Map.ValueKind == JsonValueKind.Array
        ? [.. NamedObjects.Texts(mapping.Map).Select(entry => PropertyString.Parse(entry).GetValueOrDefault("node")).OfType<string>()]
        : [];
}
