namespace ProxLB.Host;

/// <summary>The hang-up signal, for whoever takes it for a wish to read the configuration again.</summary>
internal sealed class HangupSignal
{
    private Action? _listener;

    /// <summary>Passes the signal on.</summary>
    /// <returns>Whether somebody listens.</returns>
    public bool Raise()
    {
        var listener = Volatile.Read(ref _listener);
        listener?.Invoke();
        return listener is not null;
    }

    /// <summary>Listens from now on; null: no longer.</summary>
    public void Listen(Action? listener) => Volatile.Write(ref _listener, listener);
}
