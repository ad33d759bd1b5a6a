using ProxLB.Core.Execution;
using ProxLB.Proxmox.Permissions;
using ProxLB.Proxmox.Tests.Kit;
using ProxLB.SimulatedCluster.World.Access;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Permissions;

/// <summary>What a user of the cluster may do, asked with his own credential.</summary>
public class UserPrivilegesTests
{
    [Theory]
    [MemberData(nameof(Simulated.Versions), MemberType = typeof(Simulated))]
    public async Task The_cluster_says_what_a_token_may_do_on_a_path_and_below_it(string version)
    {
        await using var site = await StartAsync(version);
        var credential = UserCredential.FromToken(site.Cluster.Token)!;

        var onGuest = await site.Provider.GetPrivilegesAsync(credential, "/vms/100", default);

        Assert.Contains("VM.Migrate", onGuest);
        Assert.DoesNotContain("Sys.Modify", onGuest);
    }

    [Fact]
    public async Task What_is_taken_away_on_one_guest_is_missing_there_and_only_there()
    {
        await using var site = await StartAsync("9.2");
        var credential = UserCredential.FromToken(site.Cluster.Token)!;
        site.Cluster.Change(world => world.Access.Grant("/vms/100", credential.User, new HashSet<string>()));

        Assert.Empty(await site.Provider.GetPrivilegesAsync(credential, "/vms/100", default));
        Assert.Contains("VM.Migrate", await site.Provider.GetPrivilegesAsync(credential, "/vms/101", default));
    }

    [Fact]
    public async Task A_pool_s_rights_reach_its_guests()
    {
        await using var site = await StartAsync("9.2");
        site.Cluster.Change(world =>
        {
            world.Access.Users["carl@pve"] = new SimulatedUser("carl@pve", "x");
            world.Access.Tokens["carl@pve!t"] = new SimulatedToken(new Identity("carl@pve", "t"), "secret") { PrivilegeSeparation = false };
            world.Access.Grant("/pool/web", "carl@pve", Roles.Balancer);
        });
        var credential = UserCredential.FromToken("carl@pve!t=secret")!;

        Assert.Contains("VM.Migrate", await site.Provider.GetPrivilegesAsync(credential, "/vms/101", default));
        Assert.Empty(await site.Provider.GetPrivilegesAsync(credential, "/vms/100", default));
    }

    [Theory]
    [InlineData("PVE:root@pam:66F0A1B2::Zm9yZ2Vk")]
    [InlineData("PVE:root@pam:FFFFFFFF::Zm9yZ2Vk")]
    public async Task A_forged_ticket_is_refused_and_the_program_s_own_calls_go_on(string ticket)
    {
        await using var site = await StartAsync("9.2");

        var refusal = await Assert.ThrowsAsync<CredentialRefusedException>(
            () => site.Provider.GetPrivilegesAsync(UserCredential.FromTicket(ticket)!, "/", default));

        Assert.Contains("root@pam", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Zm9yZ2Vk", refusal.ToString(), StringComparison.Ordinal);
        await site.Provider.CaptureAsync(default);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        await using var site = await StartAsync("9.2");
        var token = site.Cluster.Token.Split('=')[0] + "=wrong";

        await Assert.ThrowsAsync<CredentialRefusedException>(() => site.Provider.GetPrivilegesAsync(UserCredential.FromToken(token)!, "/", default));
    }

    [Fact]
    public async Task That_nobody_answers_is_no_refusal()
    {
        await using var site = await StartAsync("9.2");
        site.Cluster.Faults.Add(new() { Drop = true });

        await Assert.ThrowsAsync<ClusterUnreachableException>(
            () => site.Provider.GetPrivilegesAsync(UserCredential.FromToken(site.Cluster.Token)!, "/", default));
    }

    private static Task<Simulated> StartAsync(string version) => Simulated.StartAsync(
        version, new ClusterBuilder().Node("pve1").Node("pve2").Guest(100, "pve1").Guest(101, "pve1", with: guest => guest with { Pool = "web" }).Build());
}
