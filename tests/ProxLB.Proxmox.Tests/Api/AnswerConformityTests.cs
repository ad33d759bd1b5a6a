using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProxLB.Proxmox.Api.Model;
using ProxLB.Proxmox.Capture;
using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Api;

/// <summary>Every field that is read from an answer is one that some version declares. Skipped where the schemas are not beside the repository.</summary>
public sealed class AnswerConformityTests
{
    private static readonly string[] Releases = ["7.4", "8.4", "9.0", "9.1", "9.2"];

    // What the server sends though its schema is silent about it, as its source shows.
    private static readonly HashSet<string> Undeclared = new(StringComparer.Ordinal)
    {
        "NodeStatusAnswer.uptime", "TaskEntry.endtime", "HaRuleEntry.errors",
    };

    [SchemaTheory]
    [InlineData(typeof(ClusterOptionsAnswer), "PUT /cluster/options")]
    [InlineData(typeof(ClusterResource), "GET /cluster/resources")]
    [InlineData(typeof(ClusterStatusEntry), "GET /cluster/status")]
    [InlineData(typeof(ContainerPrecondition), "GET /nodes/{node}/lxc/{vmid}/migrate")]
    [InlineData(typeof(HaGroupEntry), "GET /cluster/ha/groups", "POST /cluster/ha/groups")]
    [InlineData(typeof(HaResource), "GET /cluster/ha/resources", "POST /cluster/ha/resources")]
    [InlineData(typeof(HaRuleEntry), "GET /cluster/ha/rules", "POST /cluster/ha/rules")]
    [InlineData(typeof(HaStatusEntry), "GET /cluster/ha/status/current")]
    [InlineData(typeof(MappingEntry), "GET /cluster/mapping/pci", "POST /cluster/mapping/pci")]
    [InlineData(typeof(NodeEntry), "GET /nodes")]
    [InlineData(typeof(NodeStatusAnswer), "GET /nodes/{node}/status")]
    [InlineData(typeof(ReplicationJob), "GET /cluster/replication", "POST /cluster/replication")]
    [InlineData(typeof(StorageConfig), "GET /storage", "POST /storage")]
    [InlineData(typeof(TaskEntry), "GET /nodes/{node}/tasks", "GET /cluster/tasks")]
    [InlineData(typeof(TaskLogLine), "GET /nodes/{node}/tasks/{upid}/log")]
    [InlineData(typeof(TaskStatusAnswer), "GET /nodes/{node}/tasks/{upid}/status")]
    [InlineData(typeof(VersionAnswer), "GET /version")]
    [InlineData(typeof(VmPrecondition), "GET /nodes/{node}/qemu/{vmid}/migrate")]
    public void Every_field_that_is_read_is_declared(Type answer, params string[] calls)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var schema in Releases.Select(Read))
        {
            using (schema)
            {
                foreach (var call in calls.Where(call => schema.RootElement.TryGetProperty(call, out _)))
                {
                    Collect(schema.RootElement.GetProperty(call).GetProperty(call.StartsWith("GET", StringComparison.Ordinal) ? "returns" : "parameters"), declared);
                }
            }
        }

        var read = answer.GetProperties().Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>().ToList();
        Assert.NotEmpty(read);
        Assert.All(read, name => Assert.True(declared.Contains(name) || Undeclared.Contains($"{answer.Name}.{name}"), $"no version declares '{name}' in {calls[0]}"));
    }

    [SchemaTheory]
    [InlineData("qemu", false)]
    [InlineData("lxc", true)]
    public void Every_disk_and_device_of_a_configuration_is_known(string kind, bool isContainer)
    {
        string[] volumes = isContainer ? ["rootfs", "mp[n]", "unused[n]"] : ["scsi[n]", "virtio[n]", "sata[n]", "ide[n]", "efidisk0", "tpmstate0", "unused[n]"];
        string[] devices = isContainer ? ["dev[n]"] : ["hostpci[n]", "usb[n]", "serial[n]", "parallel[n]", "virtiofs[n]", "ivshmem", "amd-sev", "intel-tdx", "vga"];
        using var schema = Read("9.2");
        var keys = schema.RootElement.GetProperty($"GET /nodes/{{node}}/{kind}/{{vmid}}/config").GetProperty("returns").GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();

        Assert.Subset(keys.ToHashSet(StringComparer.Ordinal), volumes.Concat(devices).ToHashSet(StringComparer.Ordinal));
        foreach (var key in keys)
        {
            var first = key.Replace("[n]", "0", StringComparison.Ordinal);
            Assert.Equal(volumes.Contains(key), ConfigKeys.IsVolume(first, isContainer));
            Assert.Equal(devices.Contains(key), ConfigKeys.IsDevice(first, isContainer));
        }
    }

    private static JsonDocument Read(string release) => JsonDocument.Parse(File.ReadAllText(Path.Combine(SchemaTheoryAttribute.Folder!, $"{release}.json")));

    // The names of all properties, however deep in lists and alternatives.
    private static void Collect(JsonElement schema, HashSet<string> names)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in schema.EnumerateArray())
            {
                Collect(item, names);
            }
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var part in schema.EnumerateObject())
        {
            if (part.Name == "properties" && part.Value.ValueKind == JsonValueKind.Object)
            {
                names.UnionWith(part.Value.EnumerateObject().Select(property => property.Name));
            }
            else if (part.Name is "items" or "oneOf" or "allOf" or "anyOf")
            {
                Collect(part.Value, names);
            }
        }
    }
}
