using ProxLB.Host.Tests.Configuration;
using ProxLB.SimulatedCluster.World.Access;

namespace ProxLB.Host.Tests.Processes;

/// <summary>How the real program reaches a cluster, and what it says if it may not.</summary>
public sealed class AccessProcessTests
{
    private const string User = "lb@pve";
    private const string Token = "lb@pve!proxlb";

    [Fact]
    public async Task A01_a_missing_privilege_is_named_and_no_guests_are_not_taken_for_an_empty_cluster()
    {
        await using var site = await ProcessSite.StartAsync();
        site.Cluster.Change(world => world.Access.Entries.Clear());

        var (exitCode, said) = await site.RunProcessAsync("plan");

        Assert.Equal(ExitCodes.Unreachable, exitCode);
        Assert.Contains("VM.Audit", said, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to do", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A02_the_rights_of_a_separated_token_count_and_not_those_of_its_user()
    {
        await using var site = await ProcessSite.StartAsync();
        site.Cluster.Change(world => world.Access.Grant("/", User, Roles.Administrator));
        site.Cluster.Change(world => world.Access.Grant("/", Token, Roles.Balancer.Except(["VM.Audit"]).ToHashSet(StringComparer.Ordinal)));

        var (exitCode, said) = await site.RunProcessAsync("plan");

        Assert.Equal(ExitCodes.Unreachable, exitCode);
        Assert.Contains("VM.Audit on /vms is missing", said, StringComparison.Ordinal);
        Assert.Contains($"pveum acl modify / --tokens '{Token}'", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A02_a_token_that_is_not_separated_has_the_rights_of_its_user()
    {
        await using var site = await ProcessSite.StartAsync();
        site.Cluster.Change(world =>
        {
            world.Access.Revoke(Token);
            world.Access.Tokens[Token] = world.Access.Tokens[Token] with { PrivilegeSeparation = false };
        });

        Assert.Equal(ExitCodes.Done, (await site.RunProcessAsync("plan")).ExitCode);
    }

    [Fact]
    [ShowsEffectOf("proxmox_api.fingerprint")]
    public async Task A03_a_wrong_fingerprint_says_which_certificate_is_there()
    {
        await using var site = await ProcessSite.StartAsync(fingerprint: string.Join(':', Enumerable.Repeat("AB", 32)));

        var (exitCode, said) = await site.RunProcessAsync("plan");

        Assert.Equal(ExitCodes.Unreachable, exitCode);
        Assert.Contains(site.Cluster.Fingerprint, said, StringComparison.Ordinal);
    }

    [Fact]
    [ShowsEffectOf("proxmox_api.hosts")]
    public async Task A04_when_the_first_host_is_down_the_next_is_asked()
    {
        await using var site = await ProcessSite.StartAsync();
        await site.AddFirstHostAsync("127.0.0.1:1");

        await site.ApplyAsync();

        Assert.NotEmpty(site.Requested);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    [InlineData("\"1\"", true)]
    [InlineData("maybe", false)]
    public async Task E13_booleans_are_read_or_refused_with_a_clear_line(string written, bool good)
    {
        await using var site = await ProcessSite.StartAsync($"balancing: {{enable: {written}}}");

        var (exitCode, said) = await site.RunProcessAsync("config", "check");

        Assert.Equal(good ? ExitCodes.Done : ExitCodes.BadInput, exitCode);
        Assert.Equal(!good, said.Contains("balancing.enable: 'maybe' is written; write true or false", StringComparison.Ordinal));
    }
}
