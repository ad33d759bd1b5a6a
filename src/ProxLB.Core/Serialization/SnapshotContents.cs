namespace ProxLB.Core.Serialization;

/// <summary>What a snapshot file has listed so far, for the checks that go across it.</summary>
internal sealed class SnapshotContents
{
    private readonly Dictionary<string, (string Name, JsonPath Path)> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, JsonPath> _storages = new(StringComparer.Ordinal);
    private readonly Dictionary<int, JsonPath> _guests = [];

    public void AddNode(JsonFields node, string name)
    {
        if (name.Length > 0 && !_nodes.TryAdd(name, (name, node.Path)))
        {
            node.Report("name", $"\"{name}\" is the name of {_nodes[name].Path} already");
        }
    }

    public void AddStorage(JsonFields storage, string id)
    {
        if (!_storages.TryAdd(id, storage.Path))
        {
            storage.Report("id", $"\"{id}\" is the id of {_storages[id]} already");
        }
    }

    public void AddGuest(JsonFields guest, int id)
    {
        if (id > 0 && !_guests.TryAdd(id, guest.Path))
        {
            guest.Report("id", $"{id} is the id of {_guests[id]} already");
        }
    }

    /// <summary>The node that a guest is said to be on, spelled as the node itself.</summary>
    public string NodeOf(JsonFields guest)
    {
        if (guest.Text("node", Presence.Required) is not { } name)
        {
            return string.Empty;
        }

        if (_nodes.TryGetValue(name, out var node))
        {
            return node.Name;
        }

        guest.Report("node", $"must be the name of a node in $.nodes, is \"{name}\"");
        return name;
    }

    /// <summary>The storage of a disk. Where no storage is listed, none is asked for.</summary>
    public string StorageOf(JsonFields disk)
    {
        if (disk.Text("storage", Presence.Required) is not { } id)
        {
            return string.Empty;
        }

        if (_storages.Count > 0 && !_storages.ContainsKey(id))
        {
            disk.Report("storage", $"must be the id of a storage in $.storages, is \"{id}\"");
        }

        return id;
    }
}
