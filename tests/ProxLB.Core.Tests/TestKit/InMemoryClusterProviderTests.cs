using ProxLB.Core.Cluster;
using ProxLB.Core.Execution;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.TestKit;

public class InMemoryClusterProviderTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryClusterProvider _provider;

    public InMemoryClusterProviderTests() => _provider = new InMemoryClusterProvider(
        new ClusterBuilder().Node("a").Node("b").Guest(101, "a", memoryGiB: 8).Guest(102, "a").OfflineNode("c").Build(),
        _time);

    [Fact]
    public async Task Guest_is_under_way_until_its_time_is_up_and_elsewhere_then()
    {
        var ticket = await _provider.StartMigrationAsync(Request(101), default);
        _time.Advance(TimeSpan.FromSeconds(5));

        var underWay = await _provider.GetMigrationAsync(ticket, default);
        var guest = (await _provider.CaptureAsync(default)).Guests.Single(candidate => candidate.Id == 101);
        Assert.Equal((MigrationState.Running, 0.5, "a"), (underWay.State, underWay.Progress!.Value, underWay.Node));
        Assert.Equal(("a", "b", "migrate"), (guest.Node, guest.MigratingTo, guest.Lock));

        _time.Advance(TimeSpan.FromSeconds(5));
        var ended = await _provider.GetMigrationAsync(ticket, default);
        Assert.Equal((MigrationState.Ended, "b"), (ended.State, ended.Node));
        Assert.Equal("b", _provider.NodeOf(101));
        Assert.Equal("a", _provider.NodeOf(102));
    }

    [Fact]
    public async Task Carried_guests_go_along()
    {
        await _provider.StartMigrationAsync(Request(101) with { Carries = [102] }, default);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["b", "b"], _provider.Current.Guests.Select(guest => guest.Node));
    }

    [Fact]
    public async Task Faults_happen_once()
    {
        _provider.FailNext(101, "disk full");
        var failing = await _provider.StartMigrationAsync(Request(101), default);
        _time.Advance(TimeSpan.FromSeconds(10));
        var failed = await _provider.GetMigrationAsync(failing, default);
        Assert.Equal((MigrationState.Failed, "a", "disk full"), (failed.State, failed.Node, failed.Error));

        _provider.RefuseNext(101, "locked", retryLater: true);
        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() => _provider.StartMigrationAsync(Request(101), default));
        Assert.True(refused.RetryLater);

        _provider.RedirectNext(101, "a");
        await _provider.StartMigrationAsync(Request(101), default);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("a", _provider.NodeOf(101));

        await _provider.StartMigrationAsync(Request(101), default);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("b", _provider.NodeOf(101));
    }

    [Fact]
    public async Task Start_whose_reply_is_lost_can_be_found()
    {
        var before = _time.GetUtcNow();
        _provider.LoseNextReply(101);
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => _provider.StartMigrationAsync(Request(101), default));

        var found = await _provider.FindMigrationAsync(Request(101), before, default);

        Assert.Equal(MigrationState.Running, (await _provider.GetMigrationAsync(found!, default)).State);
        Assert.Null(await _provider.FindMigrationAsync(Request(101), before.AddSeconds(1), default));
        Assert.Null(await _provider.FindMigrationAsync(Request(102), before, default));
    }

    [Fact]
    public async Task Cancelled_migration_leaves_the_guest_where_it_was()
    {
        var ticket = await _provider.StartMigrationAsync(Request(101), default);
        await _provider.CancelMigrationAsync(ticket, default);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(MigrationState.Failed, (await _provider.GetMigrationAsync(ticket, default)).State);
        Assert.Equal("a", _provider.NodeOf(101));
    }

    [Fact]
    public async Task Check_looks_at_guest_target_and_cluster()
    {
        Assert.Equal(MigrationCheckResult.Ready, await Check(Request(101)));
        Assert.Equal(MigrationCheckResult.Refused, await Check(Request(999)));
        Assert.Equal(MigrationCheckResult.AlreadyThere, await Check(Request(101) with { From = "b", To = "a" }));
        Assert.Equal(MigrationCheckResult.Changed, await Check(Request(101) with { From = "b", To = "x" }));
        Assert.Equal(MigrationCheckResult.Changed, await Check(Request(101) with { To = "c" }));
        Assert.Equal(MigrationCheckResult.Changed, await Check(Request(101) with { RequiredMemoryBytes = ClusterBuilder.Bytes(65) }));
        Assert.Equal(MigrationCheckResult.Ready, await Check(Request(101) with { RequiredMemoryBytes = ClusterBuilder.Bytes(64) }));

        await _provider.StartMigrationAsync(Request(102), default);
        Assert.Equal(MigrationCheckResult.Wait, await Check(Request(102)));
        Assert.Equal(MigrationCheckResult.Changed, await Check(Request(101) with { RequiredMemoryBytes = ClusterBuilder.Bytes(64) }));

        _provider.RuleDigest = "new";
        Assert.Equal(MigrationCheckResult.Changed, await Check(Request(101) with { RuleDigest = "old" }));
        _provider.Change(cluster => cluster with { Quorate = false });
        Assert.Equal(MigrationCheckResult.Stop, await Check(Request(101)));
    }

    [Fact]
    public async Task Most_at_once_counts_what_overlaps()
    {
        await _provider.StartMigrationAsync(Request(101), default);
        _time.Advance(TimeSpan.FromSeconds(10));
        await _provider.StartMigrationAsync(Request(102), default);
        Assert.Equal(1, _provider.MostAtOnce);

        await _provider.StartMigrationAsync(Request(101) with { From = "b", To = "a" }, default);
        Assert.Equal(2, _provider.MostAtOnce);
    }

    [Fact]
    public async Task Nothing_answers_when_the_cluster_is_unreachable()
    {
        _provider.Unreachable = true;

        await Assert.ThrowsAsync<ClusterUnreachableException>(() => _provider.CaptureAsync(default));
    }

    private async Task<MigrationCheckResult> Check(MigrationRequest request) => (await _provider.CheckAsync(request, default)).Result;

    private static MigrationRequest Request(int guest) => new() { Guest = guest, Kind = GuestKind.Vm, From = "a", To = "b" };
}
