namespace ProxLB.Web.Hosting;

/// <summary>How the API and the page are offered.</summary>
public sealed record WebOptions
{
    /// <summary>Web origins beside the service's own that may call the API and frame the page, such as <c>https://pve1.example.com:8006</c>.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>The port on which Proxmox's own interface is, for the link to sign in.</summary>
    public int ProxmoxPort { get; init; } = 8006;

    /// <summary>The clock of timeouts and refreshes: that of the machine, even where the cluster's is simulated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
