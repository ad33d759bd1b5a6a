using System.CommandLine.Parsing;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.Host.Commands;

/// <summary>Parses a version of Proxmox VE.</summary>
internal static class ClusterVersionParser
{
    public static ClusterVersion Parse(ArgumentResult result, string option)
    {
        var written = result.Tokens[^1].Value;
        try
        {
            return ClusterVersion.Parse(written);
        }
        catch (FormatException)
        {
            result.AddError($"{option}: '{written}' is no Proxmox VE version; write one such as 8.4 or 9.2");
            return default;
        }
    }
}
