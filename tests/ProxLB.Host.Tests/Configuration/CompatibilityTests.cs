using ProxLB.Host.Configuration;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>A file of ProxLB 2.2 loads as it is.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void A_file_in_the_manner_of_ProxLB_loads_without_a_word()
    {
        var configuration = ConfigurationFile.Load(Path.Combine(AppContext.BaseDirectory, "Configuration", "proxlb-2.2.yaml"), _ => null);

        Assert.Empty(configuration.Notes);
        Assert.Equal(3, configuration.Proxmox.Hosts.Count);
        Assert.Equal(5, configuration.Balancer.Goal.Balanciness);
        Assert.Equal(["rack2-c"], configuration.Balancer.Nodes.Maintenance);
        Assert.False(configuration.Balancer.Rules.Pools["databases"].Strict);
    }

    [SharedFileFact("compat", "proxlb_example.yaml")]
    public void The_example_file_of_ProxLB_loads_where_it_is_at_hand()
    {
        var configuration = ConfigurationFile.Load(SharedFileFactAttribute.PathOf("compat", "proxlb_example.yaml"), _ => null);

        Assert.Equal("root@pam", configuration.Proxmox.User);
        Assert.Equal(5, configuration.Balancer.Goal.Balanciness);
    }
}
