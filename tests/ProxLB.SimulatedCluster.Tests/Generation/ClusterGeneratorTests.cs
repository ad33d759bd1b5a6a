using System.Text.Json;
using ProxLB.Core.Cluster;
using ProxLB.SimulatedCluster.Generation;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Tests.Generation;

public class ClusterGeneratorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_cluster_and_another_one_another()
    {
        static string Text(int seed) => JsonSerializer.Serialize(ClusterGenerator.Generate(new GeneratorOptions { Seed = seed }));
        Assert.Equal(Text(7), Text(7));
        Assert.NotEqual(Text(7), Text(8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(42)]
    public void The_demonstration_is_unbalanced_and_has_something_of_everything(int seed)
    {
        var snapshot = ClusterGenerator.Generate(new GeneratorOptions { Seed = seed });
        var shares = snapshot.Nodes
            .Select(node => snapshot.Guests.Where(guest => guest.Node == node.Name).Sum(guest => guest.MemoryUsedBytes!.Value) / (double)node.MemoryBytes!.Value)
            .ToList();
        Assert.True(shares.Max() - shares.Min() > 0.3, $"spread of only {shares.Max() - shares.Min():P0}");
        Assert.True(shares.Max() < 0.9);
        var tags = snapshot.Guests.SelectMany(guest => guest.Tags).ToList();
        Assert.Equal(2, tags.Count(tag => tag == "plb_affinity_shop"));
        Assert.Equal(2, tags.Count(tag => tag == "plb_anti_affinity_dns"));
        Assert.Single(tags, tag => tag.StartsWith("plb_pin_", StringComparison.Ordinal));
        Assert.Single(tags, tag => tag.StartsWith("plb_ignore_", StringComparison.Ordinal));
        Assert.Equal(4, snapshot.Guests.Count(guest => guest.HaState is not null));
        Assert.NotEmpty(snapshot.Ha.Rules);
        Assert.Contains(snapshot.Guests, guest => guest.Kind == GuestKind.Container);
    }

    [Theory]
    [InlineData("8.4")]
    [InlineData("9.2")]
    public void The_ha_manager_finds_nothing_to_do_in_it(string version)
    {
        var options = new GeneratorOptions { Version = ClusterVersion.Parse(version) };
        var log = new EventLog();
        var world = WorldBuilder.Build(ClusterGenerator.Generate(options), new WorldSettings { Version = options.Version });
        world.Observers.Add(log);
        world.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(log.Events);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(40, 600)]
    public void Any_size_works(int nodes, int guests)
    {
        var snapshot = ClusterGenerator.Generate(new GeneratorOptions { Nodes = nodes, Guests = guests });
        var world = WorldBuilder.Build(snapshot, new WorldSettings());
        Assert.Equal((nodes, guests), (world.Nodes.Count, world.Guests.Count));
    }

    [Fact]
    public void No_node_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterGenerator.Generate(new GeneratorOptions { Nodes = 0 }));
}
