using ProxLB.Proxmox.Tests.Kit;

namespace ProxLB.Proxmox.Tests.Behaviours;

public sealed class AccessBehaviours
{
    [Fact]
    public async Task A01_no_guests_and_no_right_to_see_them_is_an_error_that_names_the_privilege()
    {
        var cluster = Recordings.Cluster()
            .On("GET /cluster/resources", """[{"id":"node/pve1","type":"node","node":"pve1","status":"online","cpu":0.5,"maxcpu":8,"mem":1,"maxmem":68719476736}]""")
            .On("GET /access/permissions", """{"/":{"Sys.Audit":1,"Datastore.Audit":1,"Pool.Audit":1,"Mapping.Audit":1},"/vms":{"VM.Migrate":1}}""");
        using var provider = Providers.Over(cluster);

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => provider.CaptureAsync(default));

        Assert.Contains("VM.Audit on /vms is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("pveum role add ProxLB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A01_no_guests_and_every_right_is_an_empty_cluster()
    {
        var cluster = Recordings.Cluster().On("GET /cluster/resources", """[{"id":"node/pve1","type":"node","node":"pve1","status":"online","cpu":0.5,"maxcpu":8,"mem":1,"maxmem":68719476736}]""");
        using var provider = Providers.Over(cluster);

        Assert.Empty((await provider.CaptureAsync(default)).Guests);
    }

    [Fact]
    public async Task A01_nodes_without_figures_are_an_error_that_names_the_privilege()
    {
        var cluster = Recordings.Cluster().On("GET /cluster/resources", """[{"id":"node/pve1","type":"node","node":"pve1","status":"online"},{"id":"node/pve2","type":"node","node":"pve2","status":"online"}]""");
        using var provider = Providers.Over(cluster);

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => provider.CaptureAsync(default));

        Assert.Contains("Sys.Audit on /nodes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"/":{"Sys.Audit":1,"VM.Audit":1,"VM.Migrate":1,"Datastore.Audit":1,"Pool.Audit":1,"Mapping.Audit":1}}""", "")]
    [InlineData("""{"/":{"Sys.Audit":1,"VM.Audit":1,"VM.Migrate":1,"Datastore.Audit":1,"Mapping.Audit":1}}""", "Pool.Audit on /pool")]
    [InlineData("""{"/":{"Sys.Audit":1,"VM.Audit":1,"VM.Migrate":0,"Datastore.Audit":1,"Pool.Audit":1,"Mapping.Audit":1}}""", "VM.Migrate on /vms")]
    [InlineData("""{"/":{"Sys.Audit":1,"VM.Audit":1,"Datastore.Audit":1,"Pool.Audit":1,"Mapping.Audit":1},"/vms":{"VM.Audit":1,"VM.Migrate":1}}""", "")]
    [InlineData("""{"/":{"Sys.Audit":1,"VM.Audit":1,"Datastore.Audit":1,"Pool.Audit":1,"Mapping.Audit":1},"/vms":{"VM.Audit":1,"VM.Migrate":0}}""", "VM.Migrate on /vms")] // not passed on to the guests
    [InlineData("[]", "Sys.Audit on /, Sys.Audit on /nodes, VM.Audit on /vms, VM.Migrate on /vms, Datastore.Audit on /storage, Pool.Audit on /pool, Mapping.Audit on /mapping")]
    public async Task A02_the_effective_rights_of_the_token_are_compared_with_what_is_needed(string permissions, string missing)
    {
        using var provider = Providers.Over(Recordings.Cluster().On("GET /access/permissions", permissions));

        var diagnosis = await provider.DiagnoseAsync(default);

        Assert.Equal(missing, string.Join(", ", diagnosis.MissingPrivileges.Select(privilege => $"{privilege.Privilege} on {privilege.Path}")));
        Assert.All(diagnosis.MissingPrivileges, privilege => Assert.Contains("--tokens 'lb@pve!bal'", privilege.GrantCommand, StringComparison.Ordinal));
        Assert.Equal("9.2.11", diagnosis.Version);
        Assert.Equal("API token lb@pve!bal", diagnosis.Caller);
    }

    [Fact]
    public async Task A02_a_map_of_storages_needs_more_rights()
    {
        var options = Providers.Options();
        options.StorageMap["local-lvm"] = "ceph";
        using var provider = Providers.Over(Recordings.Cluster(), options);

        var diagnosis = await provider.DiagnoseAsync(default);

        Assert.Equal(["VM.Config.Disk", "Datastore.AllocateSpace"], diagnosis.MissingPrivileges.Select(privilege => privilege.Privilege));
    }

    [Fact]
    public async Task A05_an_offline_node_without_figures_stops_nothing()
    {
        using var provider = Providers.Over(Recordings.Cluster());

        var snapshot = await provider.CaptureAsync(default);

        var node = snapshot.Nodes.Single(node => node.Name == "pve3");
        Assert.False(node.Online);
        Assert.Null(node.CpuCores);
        Assert.Null(node.MemoryBytes);
    }

    [Fact]
    public async Task A06_an_unknown_kind_of_object_is_ignored()
    {
        var resources = Recordings.Resources.Replace("\"type\":\"sdn\"", "\"type\":\"hologram\"", StringComparison.Ordinal);
        using var provider = Providers.Over(Recordings.Cluster().On("GET /cluster/resources", resources));

        Assert.Equal(3, (await provider.CaptureAsync(default)).Guests.Count);
    }

    [Theory]
    [InlineData("""{"type":"unknown"}""")]
    [InlineData("""{"id":"qemu/102","vmid":103,"type":"qemu","node":"pve2"}""")]
    [InlineData("""{"id":"qemu/102","type":"qemu"}""")]
    [InlineData("""{"id":"qemu/x","type":"qemu","node":"pve2"}""")]
    [InlineData("17")]
    public async Task A06_a_row_that_may_be_a_guest_and_cannot_be_made_out_is_a_warning(string row)
    {
        var log = new LogSink();
        using var provider = Providers.Over(Recordings.Cluster().On("GET /cluster/resources", Recordings.Resources.Replace("""{"id":"/pool/sql","type":"pool","pool":"sql"}""", row, StringComparison.Ordinal)), loggers: log);

        Assert.Equal([100, 101, 102], (await provider.CaptureAsync(default)).Guests.Select(guest => guest.Id));
        Assert.Contains(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A08_pools_are_read_with_the_guests_so_that_nested_ones_need_no_call()
    {
        var cluster = Recordings.Cluster().On("GET /cluster/resources", Recordings.Resources.Replace("\"pool\":\"sql\"", "\"pool\":\"a/b/sql\"", StringComparison.Ordinal));
        using var provider = Providers.Over(cluster);

        var snapshot = await provider.CaptureAsync(default);

        Assert.Equal("a/b/sql", snapshot.Guests[0].Pool);
        Assert.DoesNotContain(cluster.Calls, call => call.Path.StartsWith("/pools", StringComparison.Ordinal));
    }
}
