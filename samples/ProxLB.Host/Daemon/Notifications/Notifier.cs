using System.Threading.Channels;
using ProxLB.Core.Operation;

namespace ProxLB.Host.Daemon.Notifications;

/// <summary>Tells whoever the configuration names what happens. Nobody waits for it, and a slow receiver loses old messages, not new ones.</summary>
internal sealed class Notifier(ClusterOperator cluster, NotificationSender sender, string host)
{
    private const int MostPending = 64;

    private readonly NotificationRules _rules = new(host);
    private readonly Channel<Notification> _pending = Channel.CreateBounded<Notification>(new BoundedChannelOptions(MostPending) { FullMode = BoundedChannelFullMode.DropOldest });
    private IReadOnlyList<NotificationTarget> _targets = [];

    /// <summary>Uses other targets from now on.</summary>
    public void Use(IReadOnlyList<NotificationTarget> targets) => Volatile.Write(ref _targets, targets);

    /// <summary>Runs until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(WatchAsync(cancellationToken), SendAsync(cancellationToken));

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in cluster.WatchAsync(cancellationToken))
        {
            if (_rules.For(happened) is { } notification)
            {
                _pending.Writer.TryWrite(notification);
            }
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await foreach (var notification in _pending.Reader.ReadAllAsync(cancellationToken))
        {
            await Task.WhenAll(Volatile.Read(ref _targets)
                .Where(target => target.Kinds.Contains(notification.Kind))
                .Select(target => sender.SendAsync(target, notification, cancellationToken)));
        }
    }
}
