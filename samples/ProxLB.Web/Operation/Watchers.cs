namespace ProxLB.Web.Operation;

/// <summary>Counts who is looking, so that the cluster is read often only while somebody does.</summary>
internal sealed class Watchers
{
    private int _count;

    /// <summary>Whether anybody is looking.</summary>
    public bool Any => Volatile.Read(ref _count) > 0;

    /// <summary>Somebody looks, until the result is disposed.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref _count);
        Entered?.Invoke();
        return new Watch(this);
    }

    /// <summary>Called when somebody begins to look.</summary>
    public Action? Entered { get; set; }

    private sealed class Watch(Watchers watchers) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref watchers._count);
            }
        }
    }
}
