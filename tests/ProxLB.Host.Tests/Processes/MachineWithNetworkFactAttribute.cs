using ProxLB.Host.Hosting;

namespace ProxLB.Host.Tests.Processes;

/// <summary>A test for machines by whose network card Proxmox would know them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MachineWithNetworkFactAttribute : FactAttribute
{
    public MachineWithNetworkFactAttribute()
    {
        if (!MachineIdentity.Read().Any(known => known.Contains(':', StringComparison.Ordinal)))
        {
            Skip = "This machine has no network card with an address.";
        }
    }
}
