using static ProxLB.Host.Tests.Configuration.ConfigurationText;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>Mistakes are reported all at once, each with its line, its key and what to do.</summary>
public sealed class ConfigurationMistakeTests
{
    [Fact]
    public void Twenty_different_mistakes_are_twenty_errors()
    {
        var mistakes = Mistakes("""
            proxmox_api:
              hosts: []
              user: root
              token_id: proxlb
              timeout: soon
              retries: -1
              ssl_verificaton: true
            proxmox_cluster:
              maintenance_nodes: virt1
              maintenance_nodes_schedule:
                schedules: {virt2: ['Someday, 8:00']}
              node_labels: {virt1: east}
            balancing:
              enable: maybe
              mode: use
              method: ram
              balanciness: 101
              max_migrations: 1.5
              cpu_overcommit: 0
              migration_overhead: big
              cooldown: 1 fortnight
              pools: {db: {type: affinty}}
              rules: [{type: affinity}]
              windows: {allowed: ['at night']}
              enable: true
            servce: {daemon: true}
            """);

        string[] expected =
        [
            "proxlb.yaml:1: proxmox_api.token_secret:",
            "proxlb.yaml:2: proxmox_api.hosts:",
            "proxlb.yaml:3: proxmox_api.user:",
            "proxlb.yaml:5: proxmox_api.timeout:",
            "proxlb.yaml:6: proxmox_api.retries:",
            "proxlb.yaml:7: proxmox_api.ssl_verificaton: this key is not known. Did you mean 'ssl_verification'?",
            "proxlb.yaml:9: proxmox_cluster.maintenance_nodes:",
            "proxlb.yaml:11: proxmox_cluster.maintenance_nodes_schedule.schedules.virt2[0]:",
            "proxlb.yaml:12: proxmox_cluster.node_labels.virt1:",
            "proxlb.yaml:14: balancing.enable:",
            "proxlb.yaml:15: balancing.mode: 'use' is not known; write one of used, assigned, psi. Did you mean 'used'?",
            "proxlb.yaml:16: balancing.method:",
            "proxlb.yaml:17: balancing.balanciness:",
            "proxlb.yaml:18: balancing.max_migrations:",
            "proxlb.yaml:19: balancing.cpu_overcommit: must be above 0",
            "proxlb.yaml:20: balancing.migration_overhead:",
            "proxlb.yaml:21: balancing.cooldown:",
            "proxlb.yaml:22: balancing.pools.db.type:",
            "proxlb.yaml:23: balancing.rules[0]:",
            "proxlb.yaml:24: balancing.windows.allowed[0]:",
            "proxlb.yaml:25: balancing.enable: stands twice, first in line 14; remove one",
            "proxlb.yaml:26: servce: this key is not known. Did you mean 'service'?",
        ];
        Assert.Equal(expected.Length, mistakes.Count);
        Assert.All(expected.Zip(mistakes), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_YAML_is_one_error_with_its_line()
    {
        var mistake = Assert.Single(Mistakes("proxmox_api:\n  hosts: [a\n  user: b@pam\n"));

        Assert.Matches(@"^proxlb\.yaml:\d+: is no valid YAML", mistake);
    }

    [Fact]
    public void An_empty_file_is_an_error() =>
        Assert.Equal("proxlb.yaml: is empty; write at least the section proxmox_api", Assert.Single(Mistakes("# nothing\n")));

    [Fact]
    public void A_list_instead_of_sections_is_an_error() =>
        Assert.StartsWith("proxlb.yaml:1: a list is written; write a map", Assert.Single(Mistakes("- a\n- b\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("balancing: {enable: true}", "proxlb.yaml: proxmox_api: this section is missing")]
    [InlineData("proxmox_api: {hosts: [a], user: a@pam}", "proxlb.yaml:1: proxmox_api.pass: there are no credentials")]
    [InlineData("proxmox_api: {hosts: [a], pass: x}", "proxlb.yaml:1: proxmox_api.user: this key is missing")]
    [InlineData("proxmox_api: {user: a@pam, pass: x}", "proxlb.yaml:1: proxmox_api.hosts: this key is missing")]
    public void What_is_missing_is_named(string yaml, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Mistakes(yaml)), StringComparison.Ordinal);

    [Theory]
    [InlineData("limits: {bandwidth: fast}")]
    [InlineData("limits: {in: 0}")]
    [InlineData("measure: {statistic: p100}")]
    [InlineData("measure: {window: -5}")]
    [InlineData("balance_types: [vm, qemu]")]
    [InlineData("balance_types: vm")]
    [InlineData("method: []")]
    [InlineData("method: {memory: 0}")]
    [InlineData("balanciness: .nan")]
    [InlineData("psi: {nodes: {memory: {pressure_some: 101}}}")]
    [InlineData("node_resource_reserve: {defaults: {memory: -1}}")]
    [InlineData("rules: [{type: nodeAffinity, guests: [1]}]")]
    [InlineData("rules: [{guests: [1]}]")]
    [InlineData("survive_node_loss: 2")]
    [InlineData("seed:")]
    public void A_wrong_value_is_one_error(string key) =>
        Assert.StartsWith("proxlb.yaml:6: balancing.", BalancingMistake(key), StringComparison.Ordinal);

    [Fact]
    public void A_missing_secret_is_an_error_that_names_the_variable_and_no_secret()
    {
        var mistake = Assert.Single(Mistakes("proxmox_api: {hosts: [a], user: a@pam, pass: 'env:PROXLB_PASSWORD'}"));

        Assert.Equal(
            "proxlb.yaml:1: proxmox_api.pass: the environment variable 'PROXLB_PASSWORD' is not set; set it, or name a file with file:PATH",
            mistake);
    }

    [Fact]
    public void A_secret_file_that_cannot_be_read_is_an_error()
    {
        var mistake = Assert.Single(Mistakes("proxmox_api: {hosts: [a], user: a@pam, pass: 'file:/nowhere/secret'}"));

        Assert.StartsWith("proxlb.yaml:1: proxmox_api.pass: the file '/nowhere/secret' cannot be read", mistake, StringComparison.Ordinal);
    }
}
