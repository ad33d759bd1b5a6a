using Microsoft.Extensions.Logging;

namespace ProxLB.Proxmox.Api;

internal sealed partial class ProxmoxClient
{
    [LoggerMessage(1001, LogLevel.Warning, "Certificates are NOT verified (ssl_verification is off): whoever is on the way can read the credentials and give orders to the cluster. Set a fingerprint or a CA file instead.")]
    private partial void LogUnverified();

    [LoggerMessage(1002, LogLevel.Warning, "Host {Host} is used from now on: {Reason}")]
    private partial void LogFailOver(HostEndpoint host, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "{Count} entries of GET /{Path} are not what Proxmox gives and were left out.")]
    private partial void LogLeftOut(int count, string path);

    [LoggerMessage(1004, LogLevel.Warning, "The fingerprints of the other nodes could not be learnt, so only the configured ones are trusted: {Reason}")]
    private partial void LogNotLearnt(string reason);
}
