using ProxLB.Proxmox.Api;
using ProxLB.TestKit;

namespace ProxLB.Proxmox.Tests.Api;

public sealed class HostPoolTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly HostEndpoint _first = new("pve1", HostEndpoint.DefaultPort);
    private readonly HostEndpoint _second = new("pve2", HostEndpoint.DefaultPort);
    private readonly HostPool _pool;

    public HostPoolTests() => _pool = new HostPool([_first, _second], _time, new Backoff(TimeSpan.FromSeconds(1), new Random(1)));

    [Fact]
    public void An_answer_to_what_was_asked_before_a_failure_does_not_bring_a_host_back()
    {
        var asked = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(30));
        _pool.Failed(_first, "hangs");
        _pool.Succeeded(_second, _time.GetUtcNow());

        Assert.Null(_pool.Succeeded(_first, asked));

        Assert.Equal(_second, _pool.Current);
        Assert.Equal([_second, _first], _pool.Order());
    }

    [Fact]
    public void An_answer_to_what_was_asked_afterwards_does()
    {
        _pool.Failed(_first, "hangs");
        _pool.Succeeded(_second, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(30));
        _pool.Failed(_second, "went away");

        Assert.Equal("went away", _pool.Succeeded(_first, _time.GetUtcNow()));

        Assert.Equal(_first, _pool.Current);
    }
}
