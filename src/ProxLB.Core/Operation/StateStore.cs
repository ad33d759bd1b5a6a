using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ProxLB.Core.Execution;

namespace ProxLB.Core.Operation;

/// <summary>Holds the state and tells watchers of each change. Whoever changes it never waits for a watcher: one that is slow misses events, never the newest state.</summary>
internal sealed class StateStore(TimeProvider time)
{
    private const int MostPending = 256;

    private readonly Lock _gate = new();
    private readonly List<Channel<OperatorEvent>> _watchers = [];
    private OperatorState _state = new();

    public OperatorState State => Volatile.Read(ref _state);

    public OperatorState Change(OperatorEventKind kind, string message, Func<OperatorState, OperatorState> change, ExecutionEvent? progress = null)
    {
        lock (_gate)
        {
            var state = change(_state) with { Version = _state.Version + 1 };
            Volatile.Write(ref _state, state);
            var happened = new OperatorEvent(kind, time.GetUtcNow(), message, state, progress);
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(happened);
            }

            return state;
        }
    }

    public async IAsyncEnumerable<OperatorEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = Channel.CreateBounded<OperatorEvent>(new BoundedChannelOptions(MostPending)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        lock (_gate)
        {
            watcher.Writer.TryWrite(new OperatorEvent(OperatorEventKind.Watching, time.GetUtcNow(), "Watching.", _state));
            _watchers.Add(watcher);
        }

        try
        {
            await foreach (var happened in watcher.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return happened;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(watcher);
            }
        }
    }
}
