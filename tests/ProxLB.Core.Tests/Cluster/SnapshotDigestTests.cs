using System.Text;
using ProxLB.Core.Cluster;
using ProxLB.Core.Serialization;
using ProxLB.Core.Tests.Serialization;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Cluster;

public class SnapshotDigestTests
{
    [Fact]
    public void Digest_is_a_sha256_in_lower_case() => Assert.Matches("^[0-9a-f]{64}$", SnapshotDigest.Compute(FullSnapshot.Create()));

    [Fact]
    public void Equal_facts_have_equal_digests()
    {
        var cluster = FullSnapshot.Create();

        Assert.Equal(SnapshotDigest.Compute(cluster), SnapshotDigest.Compute(SnapshotReader.Read(SnapshotWriter.ToUtf8(cluster))));
    }

    [Fact]
    public void Moment_of_capture_does_not_matter()
    {
        var cluster = FullSnapshot.Create();

        Assert.Equal(SnapshotDigest.Compute(cluster), SnapshotDigest.Compute(cluster with { CapturedAt = null }));
    }

    [Fact]
    public void Every_other_fact_matters()
    {
        var json = Encoding.UTF8.GetString(SnapshotWriter.ToUtf8(FullSnapshot.Create()));
        var unchanged = new List<string>();
        var original = Digest(json);
        var read = 0;
        foreach (var (change, changed) in JsonMutations.Removals(json))
        {
            if (TryDigest(changed) is { } digest)
            {
                read++;
                if (digest == original)
                {
                    unchanged.Add(change);
                }
            }
        }

        Assert.True(read > 80, $"Only {read} facts could be left out.");
        Assert.Equal(["$.capturedAt left out"], unchanged);
    }

    [Fact]
    public void Order_of_nodes_guests_storages_and_map_entries_does_not_matter()
    {
        var cluster = FullSnapshot.Create();
        var node = cluster.Nodes[0];
        var turned = cluster with
        {
            Nodes = [cluster.Nodes[1], node with { Labels = node.Labels.Reverse().ToDictionary() }],
            Guests = [.. cluster.Guests.Reverse()],
            Storages = [.. cluster.Storages.Reverse()],
        };

        Assert.Equal(SnapshotDigest.Compute(cluster), SnapshotDigest.Compute(turned));
    }

    [Fact]
    public void Where_a_list_ends_matters()
    {
        var one = new ClusterBuilder().Node("a").Guest(1, "a", with: guest => guest with { Tags = ["x", "y"], LocalResources = [] }).Build();
        var other = new ClusterBuilder().Node("a").Guest(1, "a", with: guest => guest with { Tags = ["x"], LocalResources = ["y"] }).Build();

        Assert.NotEqual(SnapshotDigest.Compute(one), SnapshotDigest.Compute(other));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(200_000)]
    public void Long_texts_are_hashed_whole(int length)
    {
        var one = new ClusterBuilder().With(cluster => cluster with { Name = new string('ä', length) + "1" }).Build();
        var other = new ClusterBuilder().With(cluster => cluster with { Name = new string('ä', length) + "2" }).Build();

        Assert.NotEqual(SnapshotDigest.Compute(one), SnapshotDigest.Compute(other));
    }

    [Fact]
    public void Many_guests_fill_the_buffer_more_than_once()
    {
        var one = new ClusterBuilder().Node("a").Guests(100, 5_000, "a").Build();
        var other = one with { Guests = [.. one.Guests.Select(guest => guest.Id == 2_500 ? guest with { CpuUsed = 0.51 } : guest)] };

        Assert.NotEqual(SnapshotDigest.Compute(one), SnapshotDigest.Compute(other));
    }

    private static string? TryDigest(string json)
    {
        try
        {
            return Digest(json);
        }
        catch (InvalidDocumentException)
        {
            return null;
        }
    }

    private static string Digest(string json) => SnapshotDigest.Compute(SnapshotReader.Read(Encoding.UTF8.GetBytes(json)));
}
