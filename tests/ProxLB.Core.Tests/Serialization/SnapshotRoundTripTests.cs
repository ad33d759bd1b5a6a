using System.Text;
using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.Serialization;

public class SnapshotRoundTripTests
{
    [Fact]
    public void The_sample_sets_every_property() => Assert.Empty(DefaultValues.Unset(FullSnapshot.Create()));

    [Fact]
    public void What_is_written_is_read_again()
    {
        var cluster = FullSnapshot.Create();

        var read = SnapshotReader.Read(SnapshotWriter.ToUtf8(cluster));

        Assert.Equivalent(cluster, read, strict: true);
    }

    [Fact]
    public void What_is_written_is_valid_and_the_same_each_time()
    {
        var written = SnapshotWriter.ToUtf8(FullSnapshot.Create());

        Assert.Empty(JsonSchema.Snapshot.Validate(written));
        Assert.Equal(written, SnapshotWriter.ToUtf8(SnapshotReader.Read(written)));
    }

    [Fact]
    public void Every_property_of_the_schema_is_written()
    {
        using var written = JsonDocument.Parse(SnapshotWriter.ToUtf8(FullSnapshot.Create()));

        Assert.Empty(SchemaCoverage.Missing("cluster-snapshot.v1.schema.json", written.RootElement));
    }

    [Fact]
    public void Defaults_are_left_out()
    {
        var cluster = new ClusterSnapshot { Nodes = [new ClusterNode { Name = "a" }], Guests = [new Guest { Id = 1, Node = "a" }] };

        Assert.Equal(
            """
            {
              "schema": "proxlb.cluster/1",
              "nodes": [
                {"name":"a"}
              ],
              "guests": [
                {"id":1,"node":"a"}
              ]
            }

            """,
            Encoding.UTF8.GetString(SnapshotWriter.ToUtf8(cluster)));
    }

    [Fact]
    public void Order_of_map_entries_does_not_change_the_file()
    {
        var one = Labelled(("b", "2"), ("a", "1"));
        var other = Labelled(("a", "1"), ("b", "2"));

        Assert.Equal(SnapshotWriter.ToUtf8(one), SnapshotWriter.ToUtf8(other));
    }

    [Fact]
    public void Stream_and_memory_agree()
    {
        var cluster = FullSnapshot.Create();
        using var stream = new MemoryStream();

        SnapshotWriter.Write(stream, cluster);

        Assert.Equal(SnapshotWriter.ToUtf8(cluster), stream.ToArray());
        stream.Position = 0;
        Assert.Equivalent(cluster, SnapshotReader.Read(stream), strict: true);
    }

    private static ClusterSnapshot Labelled(params (string Key, string Value)[] labels) => new ClusterBuilder()
        .Node("a", with: node => node with { Labels = labels.ToDictionary(label => label.Key, label => label.Value) })
        .Build();
}
