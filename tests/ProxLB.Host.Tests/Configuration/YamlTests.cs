using static ProxLB.Host.Tests.Configuration.ConfigurationText;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>What YAML offers beyond keys and values.</summary>
public sealed class YamlTests
{
    [Fact]
    public void Anchors_aliases_and_merges_are_followed()
    {
        var rules = Balancing("""
            pools:
              a: &common {type: affinity, pin: [n1]}
              b: *common
              c:
                <<: *common
                pin: [n2]
            """).Balancer.Rules;

        Assert.Equal(["n1"], rules.Pools["b"].Pin);
        Assert.True(rules.Pools["c"].Together);
        Assert.Equal(["n2"], rules.Pools["c"].Pin);
    }

    [Fact]
    public void A_merge_below_the_keys_it_would_overwrite_changes_nothing()
    {
        var pool = Balancing("""
            pools:
              a: &common {type: affinity, strict: false}
              c:
                strict: true
                <<: *common
            """).Balancer.Rules.Pools["c"];

        Assert.True(pool.Strict);
        Assert.True(pool.Together);
    }

    [Fact]
    public void A_section_without_keys_is_as_good_as_none() =>
        Assert.Equal(10, WithApi("balancing:\nservice:\n").Balancer.Goal.Balanciness);
}
