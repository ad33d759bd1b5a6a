using ProxLB.Host.Configuration.Yaml;

namespace ProxLB.Host.Configuration;

/// <summary>What a configuration must hold, and what in it must fit together.</summary>
internal static class ConfigurationRules
{
    private const string Api = "proxmox_api";

    public static void Check(HostConfiguration configuration, ConfigurationNode root, DefectList defects)
    {
        if (root is not MappingNode mapping)
        {
            return;
        }
        var line = mapping.Entries.FirstOrDefault(entry => entry.Key == Api)?.Line;
        if (line is null)
        {
            defects.Add(0, Api, "this section is missing; it says how the cluster is reached");
            return;
        }
        CheckCredentials(configuration, line.Value, defects);
        NoteWithoutEffect(configuration);
    }

    private static void CheckCredentials(HostConfiguration configuration, int line, DefectList defects)
    {
        var written = configuration.Written;
        if (!written.ContainsKey($"{Api}.hosts"))
        {
            defects.Add(line, $"{Api}.hosts", "this key is missing; name at least one host of the cluster");
        }
        if (!written.ContainsKey($"{Api}.user"))
        {
            defects.Add(line, $"{Api}.user", "this key is missing; write the user with its realm, such as proxlb@pve");
        }
        else if (configuration.Proxmox.User is { Length: > 0 } user && !user.Contains('@', StringComparison.Ordinal))
        {
            defects.Add(written[$"{Api}.user"].Line, $"{Api}.user", $"'{user}' has no realm; write it as {user}@pam or {user}@pve");
        }
        var token = written.ContainsKey($"{Api}.token_id");
        var secret = written.ContainsKey($"{Api}.token_secret");
        if (token != secret)
        {
            var missing = token ? "token_secret" : "token_id";
            defects.Add(line, $"{Api}.{missing}", "this key is missing; an API token needs token_id and token_secret");
        }
        else if (!token && !written.ContainsKey($"{Api}.pass"))
        {
            defects.Add(line, $"{Api}.pass", "there are no credentials; add pass, or token_id and token_secret");
        }
    }

    private static void NoteWithoutEffect(HostConfiguration configuration)
    {
        if (configuration.Balancer.Rules.MovableKinds.Count == 0)
        {
            configuration.Notes.Add("balancing.balance_types: the list is empty, so no guest is ever moved; write ['vm', 'ct'] to move both kinds");
        }
        if (!configuration.Enabled)
        {
            configuration.Notes.Add("balancing.enable: is false, so plans are shown and nothing is migrated");
        }
        if (!configuration.Proxmox.VerifyCertificate)
        {
            configuration.Notes.Add("proxmox_api.ssl_verification: is false, so anyone on the way can read the credentials; fingerprint or ca_file are safer");
        }
    }
}
