using ProxLB.Core.Execution;
using ProxLB.Core.Planning;
using ProxLB.Host.Configuration.Yaml;
using ProxLB.Proxmox;

namespace ProxLB.Host.Configuration;

/// <summary>The effective configuration: the options of the libraries, filled, and what the program itself needs.</summary>
internal sealed class HostConfiguration
{
    /// <summary>The file it was read from; null: the defaults.</summary>
    public string? File { get; init; }

    /// <summary>How plans are made.</summary>
    public BalancerOptions Balancer { get; } = new();

    /// <summary>How the cluster is reached.</summary>
    public ProxmoxOptions Proxmox { get; } = new();

    /// <summary>How plans are carried out.</summary>
    public ExecutionOptions Execution { get; } = new();

    /// <summary>Whether migrations may be sent to the cluster at all.</summary>
    public bool Enabled { get; set; }

    /// <summary>Whether migrations may run at the same time; otherwise one after the other.</summary>
    public bool Parallel { get; set; }

    /// <summary>The most migrations at the same time if <see cref="Parallel"/>.</summary>
    public int ParallelJobs { get; set; } = 5;

    /// <summary>Weekly maintenance of nodes.</summary>
    public MaintenanceSchedule Maintenance { get; } = new();

    /// <summary>How the program runs.</summary>
    public ServiceSettings Service { get; } = new();

    /// <summary>By key, with the section above it: what the file says.</summary>
    public Dictionary<string, MappingEntry> Written { get; } = new(StringComparer.Ordinal);

    /// <summary>What an administrator should know about the keys that are set.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The configuration of commands that need none.</summary>
    public static HostConfiguration Defaults() => new();

    /// <summary>A file before its keys are read: where ProxLB's defaults differ from the library's, ProxLB's hold.</summary>
    public static HostConfiguration ForFile(string file)
    {
        var configuration = new HostConfiguration { File = file };
        configuration.Balancer.Rules.EnforceAffinity = false;
        configuration.Balancer.Rules.EnforcePinning = false;
        configuration.Execution.MaxIn = int.MaxValue;
        configuration.Execution.Windows.TimeZone = TimeZoneInfo.Local.Id;
        configuration.Proxmox.Timeout = TimeSpan.FromSeconds(1);
        return configuration;
    }
}
