using ProxLB.Core.Cluster;
using ProxLB.Core.Serialization;
using ProxLB.TestKit;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.TestKit;

public class ClusterGeneratorTests
{
    [Fact]
    public void Same_seed_gives_the_same_cluster_and_another_one_another()
    {
        var wanted = new GeneratedCluster { Seed = 7 };

        Assert.Equal(SnapshotWriter.ToUtf8(ClusterGenerator.Create(wanted)), SnapshotWriter.ToUtf8(ClusterGenerator.Create(wanted)));
        Assert.NotEqual(
            SnapshotDigest.Compute(ClusterGenerator.Create(wanted)),
            SnapshotDigest.Compute(ClusterGenerator.Create(wanted with { Seed = 8 })));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 0, 0.5)]
    [InlineData(12, 240, 1)]
    [InlineData(200, 3_000, 0.3)]
    public void Cluster_is_valid_has_its_size_and_no_node_over_its_memory(int nodes, int guests, double skew)
    {
        var cluster = ClusterGenerator.Create(new GeneratedCluster { Nodes = nodes, Guests = guests, Skew = skew });

        Assert.Equal((nodes, guests), (cluster.Nodes.Count, cluster.Guests.Count));
        Assert.Empty(JsonSchema.Snapshot.Validate(SnapshotWriter.ToUtf8(cluster)));
        Assert.All(Utilisations(cluster), utilisation => Assert.InRange(utilisation, 0, 1.0));
    }

    [Fact]
    public void Skew_widens_the_spread()
    {
        var even = Utilisations(ClusterGenerator.Create(new GeneratedCluster { Guests = 600, Skew = 0 }));
        var skewed = Utilisations(ClusterGenerator.Create(new GeneratedCluster { Guests = 600, Skew = 1 }));

        Assert.True(skewed.Max() - skewed.Min() > 2 * (even.Max() - even.Min()));
    }

    [Fact]
    public void Share_of_guests_in_rules_is_about_what_was_asked_for()
    {
        var cluster = ClusterGenerator.Create(new GeneratedCluster { Guests = 3_000, RuleShare = 0.2 });

        Assert.InRange(cluster.Guests.Count(guest => guest.Tags.Count > 0), 450, 750);
        Assert.Contains(cluster.Guests, guest => guest.Tags.Any(tag => tag.StartsWith("plb_pin_", StringComparison.Ordinal)));
        Assert.DoesNotContain(ClusterGenerator.Create(new GeneratedCluster { RuleShare = 0 }).Guests, guest => guest.Tags.Count > 0);
    }

    private static List<double> Utilisations(ClusterSnapshot cluster)
    {
        var used = cluster.Guests.GroupBy(guest => guest.Node).ToDictionary(group => group.Key, group => group.Sum(guest => guest.MemoryUsedBytes!.Value));
        return [.. cluster.Nodes.Select(node => (double)used.GetValueOrDefault(node.Name) / node.MemoryBytes!.Value)];
    }
}
