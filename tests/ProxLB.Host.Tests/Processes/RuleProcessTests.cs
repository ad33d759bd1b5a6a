namespace ProxLB.Host.Tests.Processes;

/// <summary>Rules of file and tags, seen in what the real program migrates.</summary>
public sealed class RuleProcessTests
{
    [Fact]
    public async Task E11_with_balance_types_vm_no_container_moves()
    {
        await using var site = await ProcessSite.StartAsync("balancing: {enable: true, parallel: true, balance_types: [vm]}");

        await site.ApplyAsync();

        Assert.NotEmpty(site.Requested);
        Assert.All(site.Requested, guest => Assert.InRange(guest, 101, 104));
    }

    [Fact]
    public async Task R04_a_pin_matches_its_node_whatever_the_case()
    {
        await using var site = await ProcessSite.StartAsync(
            "balancing: {enable: true, parallel: true, enforce_pinning: true}", guest => guest.Id == 101 ? guest with { Tags = ["plb_pin_pve3"] } : guest, "PVE3");

        await site.ApplyAsync();

        Assert.Equal("PVE3", site.NodeOf(101));
    }

    [Fact]
    public async Task R12_guests_are_ignored_by_name_wildcard_range_pool_and_tag()
    {
        await using var site = await ProcessSite.StartAsync(
            "balancing: {enable: true, parallel: true, ignore: ['vm101', 'w*', '103-104', 'pool:db', 'tag:fixed']}",
            guest => guest.Id switch
            {
                101 => guest with { Name = "vm101" },
                102 => guest with { Name = "web" },
                201 => guest with { Pool = "db" },
                202 => guest with { Tags = ["fixed"] },
                _ => guest,
            });

        await site.ApplyAsync();

        Assert.NotEmpty(site.Requested);
        Assert.All(site.Requested, guest => Assert.InRange(guest, 203, 204));
    }
}
