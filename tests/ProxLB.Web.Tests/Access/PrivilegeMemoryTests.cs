using ProxLB.Core.Execution;
using ProxLB.Proxmox.Permissions;
using ProxLB.TestKit;
using ProxLB.Web.Access;

namespace ProxLB.Web.Tests.Access;

public class PrivilegeMemoryTests
{
    private static readonly UserCredential Anna = UserCredential.FromToken("anna@pve!t=secret")!;
    private static readonly UserCredential Bert = UserCredential.FromToken("bert@pve!t=secret")!;

    private readonly ManualTimeProvider _time = new();
    private readonly Source _source = new();

    [Fact]
    public async Task An_answer_holds_for_seconds_and_only_for_that_user_and_path()
    {
        var memory = new PrivilegeMemory(_source, _time);

        await memory.GetAsync(Anna, "/", anew: false, default);
        await memory.GetAsync(Anna, "/", anew: false, default);
        Assert.Equal(1, _source.Asked);
        await memory.GetAsync(Bert, "/", anew: false, default);
        await memory.GetAsync(Anna, "/vms/100", anew: false, default);
        Assert.Equal(3, _source.Asked);

        _time.Advance(PrivilegeMemory.Lifetime);
        await memory.GetAsync(Anna, "/", anew: false, default);
        Assert.Equal(4, _source.Asked);
        Assert.InRange(PrivilegeMemory.Lifetime, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Before_a_change_the_cluster_is_asked_anew()
    {
        var memory = new PrivilegeMemory(_source, _time);
        Assert.Contains("Sys.Audit", await memory.GetAsync(Anna, "/", anew: false, default));
        _source.Privileges = new HashSet<string>();

        Assert.Empty(await memory.GetAsync(Anna, "/", anew: true, default));
        Assert.Empty(await memory.GetAsync(Anna, "/", anew: false, default));
    }

    [Fact]
    public async Task A_refusal_is_remembered_too_so_that_the_cluster_is_not_hammered()
    {
        var memory = new PrivilegeMemory(_source, _time);
        _source.Failure = new CredentialRefusedException("no");

        await Assert.ThrowsAsync<CredentialRefusedException>(() => memory.GetAsync(Anna, "/", anew: false, default));
        await Assert.ThrowsAsync<CredentialRefusedException>(() => memory.GetAsync(Anna, "/", anew: false, default));

        Assert.Equal(1, _source.Asked);
    }

    [Fact]
    public async Task That_nobody_answers_is_not_remembered()
    {
        var memory = new PrivilegeMemory(_source, _time);
        _source.Failure = new ClusterUnreachableException("gone");
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => memory.GetAsync(Anna, "/", anew: false, default));
        _source.Failure = null;

        Assert.NotEmpty(await memory.GetAsync(Anna, "/", anew: false, default));
    }

    [Fact]
    public async Task Made_up_credentials_do_not_fill_the_memory()
    {
        var memory = new PrivilegeMemory(_source, _time);
        for (var number = 0; number < 2000; number++)
        {
            await memory.GetAsync(UserCredential.FromToken($"user{number}@pve!t=secret")!, "/", anew: false, default);
        }

        await memory.GetAsync(Anna, "/", anew: false, default);
        await memory.GetAsync(Anna, "/", anew: false, default);
        Assert.Equal(2002, _source.Asked);
        _time.Advance(PrivilegeMemory.Lifetime);
        await memory.GetAsync(Anna, "/", anew: false, default);
        await memory.GetAsync(Anna, "/", anew: false, default);
        Assert.Equal(2003, _source.Asked);
    }

    private sealed class Source : IPrivilegeSource
    {
        public int Asked { get; private set; }

        public IReadOnlySet<string> Privileges { get; set; } = new HashSet<string> { "Sys.Audit" };

        public Exception? Failure { get; set; }

        public Task<IReadOnlySet<string>> GetAsync(UserCredential credential, string path, CancellationToken cancellationToken)
        {
            Asked++;
            return Failure is null ? Task.FromResult(Privileges) : Task.FromException<IReadOnlySet<string>>(Failure);
        }
    }
}
