namespace ProxLB.Host.Configuration.Keys;

/// <summary>The section <c>proxmox_api</c>: how the cluster is reached.</summary>
internal static class ProxmoxApiKeys
{
    private const double MostSeconds = 86400;

    public static IReadOnlyList<ConfigurationKey<HostConfiguration>> All(SecretSource secrets) =>
    [
        new("hosts", (target, value) => target.Proxmox.Hosts = Hosts(value), target => target.Proxmox.Hosts),
        new("user", (target, value) => target.Proxmox.User = value.Text(), target => target.Proxmox.User),
        new("pass", (target, value) => target.Proxmox.Password = secrets.Read(value), target => target.Proxmox.Password) { Secret = true },
        new("token_id", (target, value) => target.Proxmox.TokenId = value.Text(), target => target.Proxmox.TokenId),
        new("token_secret", (target, value) => target.Proxmox.TokenSecret = secrets.Read(value), target => target.Proxmox.TokenSecret) { Secret = true },
        new("ssl_verification", (target, value) => target.Proxmox.VerifyCertificate = value.Boolean(), target => target.Proxmox.VerifyCertificate),
        new("ca_file", (target, value) => target.Proxmox.CaFile = value.Text(), target => target.Proxmox.CaFile),
        new("fingerprint", (target, value) => target.Proxmox.Fingerprint = value.Text(), target => target.Proxmox.Fingerprint),
        new("timeout", (target, value) => target.Proxmox.Timeout = TimeSpan.FromSeconds(value.PositiveNumber(MostSeconds)), target => target.Proxmox.Timeout),
        new("retries", (target, value) => target.Proxmox.Retries = value.Whole(0, 1000), target => target.Proxmox.Retries),
        new("wait_time", (target, value) => target.Proxmox.WaitTime = TimeSpan.FromSeconds(value.Number(0, MostSeconds)), target => target.Proxmox.WaitTime),
        new("config_max_age", (target, value) => target.Proxmox.ConfigMaxAge = value.Duration(), target => target.Proxmox.ConfigMaxAge),
    ];

    private static List<string> Hosts(ConfigurationValue value)
    {
        var hosts = value.Texts();
        if (hosts.Count == 0 && (value.IsNull || value.IsList))
        {
            value.Reject("is empty; name at least one host of the cluster");
        }
        return hosts;
    }
}
