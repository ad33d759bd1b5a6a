using System.Runtime.InteropServices;

namespace ProxLB.Host;

/// <summary>Ctrl+C and the termination signal: the first asks to stop, the second to abort, the third ends the process. So does hang-up, unless somebody listens for it.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    private StopSignals(HangupSignal hangup)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            if (hangup.Raise())
            {
                signal.Cancel = true;
            }
            else
            {
                Receive(signal);
            }
        }));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken First => _first.Token;

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken Second => _second.Token;

    public static StopSignals Listen(HangupSignal hangup) => new(hangup);

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _first.Dispose();
        _second.Dispose();
    }

    private void Receive(PosixSignalContext signal)
    {
        if (_second.IsCancellationRequested)
        {
            return;
        }
        signal.Cancel = true;
        (_first.IsCancellationRequested ? _second : _first).Cancel();
    }
}
