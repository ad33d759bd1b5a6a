using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProxLB.Proxmox.Api;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>Providers over recorded answers.</summary>
internal static class Providers
{
    public const string Secret = "5ec2e700-aaaa-bbbb-cccc-0123456789ab";

    public static ProxmoxOptions Options(params string[] hosts) => new()
    {
        Hosts = [.. hosts.Length == 0 ? ["pve1"] : hosts],
        User = "lb@pve",
        TokenId = "bal",
        TokenSecret = Secret,
        JitterSeed = 1,
        Retries = 0,
    };

    public static ProxmoxClusterProvider Over(HttpMessageHandler cluster, ProxmoxOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null) =>
        Over(_ => cluster, options, time, loggers);

    /// <param name="hosts">What answers for a host.</param>
    /// <param name="options">The options; null: <see cref="Options"/>.</param>
    /// <param name="time">The clock; null: one that stands still.</param>
    /// <param name="loggers">Where logs go; null: nowhere.</param>
    /// <param name="network">The network's clock; null: one that stands still.</param>
    public static ProxmoxClusterProvider Over(Func<HostEndpoint, HttpMessageHandler> hosts, ProxmoxOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null, TimeProvider? network = null) =>
        new(options ?? Options(), time ?? new ManualTimeProvider(), loggers ?? NullLoggerFactory.Instance, new Network(hosts, network ?? new ManualTimeProvider()));
}
