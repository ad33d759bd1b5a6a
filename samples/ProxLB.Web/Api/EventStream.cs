using System.Text.Json;
using System.Threading.Channels;
using ProxLB.Core.Operation;
using ProxLB.Web.Api.Models;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Api;

/// <summary>Writes an operator's events to one visitor: the state at most four times a second, each step of a run, and a sign of life.</summary>
internal sealed class EventStream(HttpResponse response, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How often something is written when nothing happens; the visitor's rights are looked at anew then.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan StateInterval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _ended = new();

    public async Task FollowAsync(ClusterOperator cluster, Func<CancellationToken, Task> requireLook, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, cancellationToken);
        var happenings = Channel.CreateUnbounded<OperatorEvent?>();
        var reading = ReadAsync(cluster, happenings.Writer, both.Token);
        using var clock = new PeriodicTimer(StateInterval, time);
        var lastSign = time.GetTimestamp();
        OperatorState? pending = null;
        do
        {
            while (happenings.Reader.TryRead(out var happened))
            {
                pending = happened!.State;
                if (happened.Progress is not null)
                {
                    await WriteAsync("progress", ProgressDocument.Of(happened), cancellationToken);
                }
            }

            if (pending is not null)
            {
                await WriteAsync("state", StateView.Of(pending), cancellationToken);
                pending = null;
            }

            if (time.GetElapsedTime(lastSign) >= SignOfLife)
            {
                lastSign = time.GetTimestamp();
                if (!await StillAllowedAsync(requireLook, cancellationToken))
                {
                    return;
                }
            }
        }
        while (!reading.IsCompleted && await clock.WaitForNextTickAsync(cancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        _ended.Cancel();
        _ended.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task ReadAsync(ClusterOperator cluster, ChannelWriter<OperatorEvent?> writer, CancellationToken cancellationToken)
    {
        await foreach (var happened in cluster.WatchAsync(cancellationToken))
        {
            writer.TryWrite(happened);
        }
    }

    private async Task<bool> StillAllowedAsync(Func<CancellationToken, Task> requireLook, CancellationToken cancellationToken)
    {
        try
        {
            await requireLook(cancellationToken);
            await response.WriteAsync(":\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            return true;
        }
        catch (ProblemException denied) when (denied.Problem.Status is 401 or 403)
        {
            await WriteAsync("denied", ProblemWriter.ToDetails(denied.Problem), cancellationToken);
            return false;
        }
        catch (ProblemException)
        {
            // The cluster does not answer; whoever was allowed to look stays.
            return true;
        }
    }

    private async Task WriteAsync<T>(string name, T data, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, ApiJson.Options)}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
