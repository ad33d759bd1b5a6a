using System.Net;
using System.Net.Sockets;

namespace ProxLB.Host.Tests.Processes;

/// <summary>A way to a server that can be cut: a port of its own that passes on whatever comes.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _cut = new();
    private readonly int _target;
    private readonly Task _accepting;

    public TcpRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address => _listener.LocalEndpoint;

    /// <summary>How many connections were made through it.</summary>
    public int Connections { get; private set; }

    /// <summary>Ends all connections; new ones are refused.</summary>
    public async Task CutAsync()
    {
        await _cut.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_cut.Token);
                Connections++;
                passing.Add(PassAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _cut.Token);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _cut.Token), server.GetStream().CopyToAsync(client.GetStream(), _cut.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // Either side has hung up.
            }
        }
    }
}
