using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>Reads configuration text as the program reads a file.</summary>
internal static class ConfigurationText
{
    private const string Api = """
        proxmox_api:
          hosts: [pve1.example.net]
          user: proxlb@pve
          pass: secret

        """;

    /// <summary>A whole file.</summary>
    public static HostConfiguration Read(string yaml, Func<string, string?>? environment = null) =>
        ConfigurationFile.Read(new StringReader(yaml), "proxlb.yaml", environment ?? (_ => null));

    /// <summary>A file with valid credentials and these sections.</summary>
    public static HostConfiguration WithApi(string sections) => Read(Api + sections);

    /// <summary>A file with valid credentials and these keys in <c>balancing</c>.</summary>
    public static HostConfiguration Balancing(string keys) =>
        WithApi("balancing:\n" + string.Join('\n', keys.Split('\n').Select(line => "  " + line)));

    /// <summary>The mistakes of a file; fails if there are none.</summary>
    public static IReadOnlyList<string> Mistakes(string yaml, Func<string, string?>? environment = null) =>
        Assert.Throws<UserErrorException>(() => Read(yaml, environment)).Defects;

    /// <summary>The only mistake in these keys of <c>balancing</c>.</summary>
    public static string BalancingMistake(string keys) => Assert.Single(Assert.Throws<UserErrorException>(() => Balancing(keys)).Defects);
}
