using System.Text;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Serialization;

public class SnapshotReaderTests
{
    private const string Start = """{ "schema": "proxlb.cluster/1", """;
    private const string NodeA = """ "nodes": [{ "name": "a", "cpuCores": 4, "memoryBytes": 8 }] """;

    [Theory]
    [InlineData("""{ "id": 1, "node": "a", "memoryBytes": -5 }""", "$.guests[0].memoryBytes: must be at least 0, is -5")]
    [InlineData("""{ "id": 1, "node": "a", "memoryBytes": "8" }""", "$.guests[0].memoryBytes: must be a whole number, is \"8\"")]
    [InlineData("""{ "id": 1, "node": "a", "memoryBytes": 1.5 }""", "$.guests[0].memoryBytes: must be a whole number, is 1.5")]
    [InlineData("""{ "id": 1, "node": "a", "memoryBytes": 9223372036854775808 }""", "$.guests[0].memoryBytes: must be at most 9223372036854775807, is 9223372036854775808")]
    [InlineData("""{ "id": 1, "node": "a", "memoryBytes": 1e400 }""", "$.guests[0].memoryBytes: must be at most 9223372036854775807, is 1e400")]
    [InlineData("""{ "id": 1, "node": "a", "cpuUsed": 1e400 }""", "$.guests[0].cpuUsed: must be a finite number, is 1e400")]
    [InlineData("""{ "id": 1, "node": "a", "cpuUsed": true }""", "$.guests[0].cpuUsed: must be a number, is true")]
    [InlineData("""{ "id": 1, "node": "a", "priority": 4 }""", "$.guests[0].priority: must be at most 3, is 4")]
    [InlineData("""{ "id": 0, "node": "a" }""", "$.guests[0].id: must be at least 1, is 0")]
    [InlineData("""{ "id": 3000000000, "node": "a" }""", "$.guests[0].id: must be at most 2147483647, is 3000000000")]
    [InlineData("""{ "node": "a" }""", "$.guests[0].id: is missing")]
    [InlineData("""{ "id": 1 }""", "$.guests[0].node: is missing")]
    [InlineData("""{ "id": 1, "node": null }""", "$.guests[0].node: must be text, is null")]
    [InlineData("""{ "id": 1, "node": "b" }""", "$.guests[0].node: must be the name of a node in $.nodes, is \"b\"")]
    [InlineData("""{ "id": 1, "node": "a", "kind": "lxc" }""", "$.guests[0].kind: must be one of vm, container, is \"lxc\"")]
    [InlineData("""{ "id": 1, "node": "a", "running": "yes" }""", "$.guests[0].running: must be true or false, is \"yes\"")]
    [InlineData("""{ "id": 1, "node": "a", "tags": "x;y" }""", "$.guests[0].tags: must be a list, is \"x;y\"")]
    [InlineData("""{ "id": 1, "node": "a", "tags": ["x", 5] }""", "$.guests[0].tags[1]: must be text, is 5")]
    [InlineData("""{ "id": 1, "node": "a", "labels": { "my room": 5 } }""", "$.guests[0].labels['my room']: must be text, is 5")]
    [InlineData("""{ "id": 1, "node": "a", "measures": { "watts": -1 } }""", "$.guests[0].measures.watts: must be at least 0, is -1")]
    [InlineData("""{ "id": 1, "node": "a", "pressure": { "cpuSome": 101 } }""", "$.guests[0].pressure.cpuSome: must be at most 100, is 101")]
    [InlineData("""{ "id": 1, "node": "a", "pressure": [] }""", "$.guests[0].pressure: must be an object, is a list")]
    [InlineData("""{ "id": 1, "node": "a", "lastMovedAt": "yesterday" }""", "$.guests[0].lastMovedAt: must be a date and time such as 2026-11-22T08:00:00Z, is \"yesterday\"")]
    [InlineData("""{ "id": 1, "node": "a", "lastMovedAt": "2026-02-30T08:00:00Z" }""", "$.guests[0].lastMovedAt: must be a date and time such as 2026-11-22T08:00:00Z, is \"2026-02-30T08:00:00Z\"")]
    [InlineData("""{ "id": 1, "node": "a", "name": "\ud800" }""", "$.guests[0].name: must be Unicode text, is \"\\ud800\"")]
    [InlineData("""{ "id": 1, "node": "a", "node": "a" }""", "$.guests[0].node: is given 2 times")]
    [InlineData("""{ "id": 1, "node": "a", "labels": { "x": "1", "x": "2" } }""", "$.guests[0].labels.x: is given more than once")]
    [InlineData("""{ "id": 1, "node": "a", "disks": [{ "storage": "s" }] }""", "$.guests[0].disks[0].bytes: is missing")]
    [InlineData("""7""", "$.guests[0]: must be an object, is 7")]
    public void Defect_of_a_guest_is_told_with_its_path(string guest, string expected) =>
        AssertDefects($$"""{{Start}} {{NodeA}}, "guests": [{{guest}}] }""", expected);

    [Theory]
    [InlineData("""{ "name": "", "cpuCores": 4, "memoryBytes": 8 }""", "$.nodes[0].name: must not be empty")]
    [InlineData("""{ "name": "x", "cpuCores": 0, "memoryBytes": 8 }""", "$.nodes[0].cpuCores: must be above 0, is 0")]
    [InlineData("""{ "name": "x", "memoryBytes": 8 }""", "$.nodes[0].cpuCores: is missing")]
    [InlineData("""{ "name": "x", "online": true, "cpuCores": 4 }""", "$.nodes[0].memoryBytes: is missing")]
    [InlineData("""{ "name": "x", "online": false, "cpuCores": 0 }""", "$.nodes[0].cpuCores: must be above 0, is 0")]
    [InlineData("""{ "name": "x", "online": false, "haStatus": "dead" }""", "$.nodes[0].haStatus: must be one of online, maintenance, unknown, fence, gone, is \"dead\"")]
    public void Defect_of_a_node_is_told_with_its_path(string node, string expected) =>
        AssertDefects($$"""{{Start}} "nodes": [{{node}}], "guests": [] }""", expected);

    [Theory]
    [InlineData("""{ "nodes": [], "guests": [] }""", "$.schema: is missing")]
    [InlineData("""{ "schema": "proxlb.cluster/2", "nodes": [], "guests": [] }""", "$.schema: must be \"proxlb.cluster/1\", is \"proxlb.cluster/2\"")]
    [InlineData("""{ "schema": 1, "nodes": [], "guests": [] }""", "$.schema: must be \"proxlb.cluster/1\", is 1")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": {}, "guests": [] }""", "$.nodes: must be a list, is an object")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": [] }""", "$.guests: is missing")]
    [InlineData("""[]""", "$: must be an object, is a list")]
    [InlineData("""null""", "$: must be an object, is null")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": [], "guests": [], "capturedAt": "2026-11-22T08:00:00" }""", "$.capturedAt: must be a date and time such as 2026-11-22T08:00:00Z, is \"2026-11-22T08:00:00\"")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": [], "guests": [], "migrationBytesPerSecond": 0 }""", "$.migrationBytesPerSecond: must be at least 1, is 0")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": [], "guests": [], "rules": [{ "type": "near", "guests": [] }] }""", "$.rules[0].type: must be one of affinity, antiAffinity, nodeAffinity, nodeAntiAffinity, ignore, is \"near\"")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": [], "guests": [], "rules": [{ "type": "ignore", "guests": [1.5] }] }""", "$.rules[0].guests[0]: must be a whole number, is 1.5")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": [], "guests": [], "ha": { "groups": [{ "name": "g" }] } }""", "$.ha.groups[0].nodes: is missing")]
    [InlineData("""{ "schema": "proxlb.cluster/1", "nodes": [], "guests": [], "storages": [{ "id": "s", "shared": false, "free": { "a": -1 } }] }""", "$.storages[0].free.a: must be at least 0, is -1")]
    public void Defect_of_the_file_is_told_with_its_path(string json, string expected) => AssertDefects(json, expected);

    [Fact]
    public void Node_names_are_unique_without_regard_to_case() => AssertDefects(
        $$"""{{Start}} "nodes": [{ "name": "pve", "online": false }, { "name": "PVE", "online": false }], "guests": [] }""",
        "$.nodes[1].name: \"PVE\" is the name of $.nodes[0] already");

    [Fact]
    public void Guest_ids_are_unique_and_names_are_not() => AssertDefects(
        $$"""{{Start}} {{NodeA}}, "guests": [{ "id": 7, "name": "x", "node": "a" }, { "id": 8, "name": "x", "node": "a" }, { "id": 7, "node": "a" }] }""",
        "$.guests[2].id: 7 is the id of $.guests[0] already");

    [Fact]
    public void Storage_ids_are_unique() => AssertDefects(
        $$"""{{Start}} {{NodeA}}, "guests": [], "storages": [{ "id": "s", "shared": true }, { "id": "s", "shared": false }] }""",
        "$.storages[1].id: \"s\" is the id of $.storages[0] already");

    [Fact]
    public void Disk_needs_a_listed_storage_where_storages_are_listed()
    {
        const string Guests = """ "guests": [{ "id": 7, "node": "a", "disks": [{ "storage": "x", "bytes": 1 }] }] """;

        AssertDefects(
            $$"""{{Start}} {{NodeA}}, {{Guests}}, "storages": [{ "id": "s", "shared": true }] }""",
            "$.guests[0].disks[0].storage: must be the id of a storage in $.storages, is \"x\"");
        Assert.Equal("x", Read($$"""{{Start}} {{NodeA}}, {{Guests}}, "storages": [] }""").Guests[0].Disks[0].Storage);
    }

    [Fact]
    public void Node_of_a_guest_is_found_whatever_its_case_and_spelled_as_the_node() =>
        Assert.Equal("a", Read($$"""{{Start}} {{NodeA}}, "guests": [{ "id": 7, "node": "A" }] }""").Guests[0].Node);

    [Fact]
    public void Rule_may_name_what_is_unknown() =>
        Assert.Single(Read($$"""{{Start}} {{NodeA}}, "guests": [], "rules": [{ "type": "nodeAffinity", "guests": [9], "nodes": [{ "name": "z" }] }] }""").Rules);

    [Fact]
    public void Unknown_properties_are_ignored() =>
        Assert.Equal("a", Read($$"""{{Start}} {{NodeA}}, "guests": [], "future": { "x": [1, 1] }, "future": 2 }""").Nodes[0].Name);

    [Fact]
    public void Name_that_is_written_with_escapes_is_the_same_name() =>
        Assert.Equal("a", Read("""{ "sch\u0065ma": "proxlb.cluster/1", "nodes": [{ "n\u0061me": "a", "online": false }], "guests": [], "\ud800": 1 }""").Nodes[0].Name);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", null)]
    public void Running_may_be_unknown(string written, bool? expected) =>
        Assert.Equal(expected, Read($$"""{{Start}} {{NodeA}}, "guests": [{ "id": 7, "node": "a", "running": {{written}} }] }""").Guests[0].Running);

    [Theory]
    [InlineData("2026-11-22T08:00:00Z", "2026-11-22T08:00:00.0000000+00:00")]
    [InlineData("2026-11-22t10:30:00.1234567899+02:30", "2026-11-22T10:30:00.1234567+02:30")]
    public void Moments_are_read_to_the_tick(string written, string expected) =>
        Assert.Equal(expected, Read($$"""{{Start}} {{NodeA}}, "guests": [], "capturedAt": "{{written}}" }""").CapturedAt!.Value.ToString("O"));

    [Fact]
    public void Whole_numbers_may_be_written_with_a_fraction_or_an_exponent() =>
        Assert.Equal(8_000, Read($$"""{{Start}} {{NodeA}}, "guests": [{ "id": 7.0, "node": "a", "memoryBytes": 8e3 }] }""").Guests[0].MemoryBytes);

    [Fact]
    public void All_defects_are_listed_however_many()
    {
        var guests = string.Join(",", Enumerable.Range(0, 10_000).Select(index => $$"""{ "id": {{index + 1}}, "node": "a", "memoryBytes": -1 }"""));

        var exception = Assert.Throws<InvalidDocumentException>(() => Read($$"""{{Start}} {{NodeA}}, "guests": [{{guests}}] }"""));

        Assert.Equal(10_000, exception.Defects.Count);
        Assert.Equal("$.guests[9999].memoryBytes", exception.Defects[^1].Path);
        Assert.EndsWith("and 9950 more", exception.Message, StringComparison.Ordinal);
        Assert.Equal(51, exception.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Several_kinds_of_defects_are_listed_together() => AssertDefects(
        """{ "schema": "x", "nodes": [{ "cpuCores": -1 }], "guests": [{ "id": "7", "node": "b", "tags": 1 }], "quorate": 0 }""",
        "$.schema: must be \"proxlb.cluster/1\", is \"x\"",
        "$.nodes[0].name: is missing",
        "$.nodes[0].cpuCores: must be above 0, is -1",
        "$.nodes[0].memoryBytes: is missing",
        "$.guests[0].id: must be a whole number, is \"7\"",
        "$.guests[0].node: must be the name of a node in $.nodes, is \"b\"",
        "$.guests[0].tags: must be a list, is 1",
        "$.quorate: must be true or false, is 0");

    [Fact]
    public void Long_values_are_cut_in_the_message()
    {
        var exception = Assert.Throws<InvalidDocumentException>(() =>
            Read($$"""{{Start}} {{NodeA}}, "guests": [], "quorate": "{{new string('ä', 1_000)}}" }"""));

        Assert.InRange(exception.Defects[0].Message.Length, 30, 100);
        Assert.EndsWith("ä…", exception.Defects[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Example_with_a_byte_order_mark_is_read() =>
        Assert.Equal(2, SnapshotReader.Read((byte[])[.. Encoding.UTF8.Preamble, .. SnapshotWriter.ToUtf8(FullSnapshot.Create())]).Nodes.Count);

    [Fact]
    public void Large_cluster_is_read()
    {
        var builder = new ClusterBuilder().Nodes(Enumerable.Range(0, 100).Select(index => $"n{index}"));
        for (var id = 100; id < 5_100; id++)
        {
            builder.Guest(id, $"n{id % 100}");
        }

        Assert.Equal(5_000, SnapshotReader.Read(SnapshotWriter.ToUtf8(builder.Build())).Guests.Count);
    }

    private static ProxLB.Core.Cluster.ClusterSnapshot Read(string json) => SnapshotReader.Read(Encoding.UTF8.GetBytes(json));

    private static void AssertDefects(string json, params string[] expected)
    {
        var exception = Assert.Throws<InvalidDocumentException>(() => Read(json));

        Assert.Equal(expected, exception.Defects.Select(defect => defect.ToString()));
    }
}
