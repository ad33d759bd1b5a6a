using ProxLB.Host.Configuration;
using ProxLB.SimulatedCluster;

namespace ProxLB.Host.Demo;

/// <summary>The configuration that leads to a simulated cluster.</summary>
internal static class DemoConfiguration
{
    public static HostConfiguration For(ClusterSimulator cluster)
    {
        var configuration = HostConfiguration.Defaults();
        configuration.Enabled = true;
        configuration.Proxmox.Hosts = [cluster.Address.Authority];
        configuration.Proxmox.Fingerprint = cluster.Fingerprint;
        var token = cluster.Token.Split('!', '=');
        configuration.Proxmox.User = token[0];
        configuration.Proxmox.TokenId = token[1];
        configuration.Proxmox.TokenSecret = token[2];
        return configuration;
    }
}
