using System.Diagnostics;
using System.Text;

namespace ProxLB.Host.Daemon.Notifications;

/// <summary>Posts a message or runs a command. One that cannot be delivered is logged and forgotten: it must hold nothing up.</summary>
internal sealed partial class NotificationSender(TimeProvider time, ILogger<NotificationSender> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _web = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    public async Task SendAsync(NotificationTarget target, Notification notification, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await (target.Webhook is { } address ? PostAsync(address, target, notification, both.Token) : RunAsync(target, notification, both.Token));
        }
#pragma warning disable CA1031 // Whatever a receiver does, the daemon goes on.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUndelivered(target, exception is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} seconds" : exception.Message);
        }
    }

    public void Dispose() => _web.Dispose();

    private async Task PostAsync(Uri address, NotificationTarget target, Notification notification, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(NotificationText.Body(target, notification), Encoding.UTF8, target.ContentType),
        };
        foreach (var (name, value) in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, NotificationText.Fill(value, notification, json: false));
        }
        using var answer = await _web.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            LogUndelivered(target, $"the answer was {(int)answer.StatusCode}");
        }
    }

    private async Task RunAsync(NotificationTarget target, Notification notification, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(target.Command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in target.Command.Skip(1))
        {
            start.ArgumentList.Add(NotificationText.Fill(argument, notification, json: false));
        }
        using var process = Process.Start(start) ?? throw new InvalidOperationException("it could not be started");
        try
        {
            await process.StandardInput.WriteAsync(NotificationText.Body(target, notification).AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                LogUndelivered(target, $"its exit code was {process.ExitCode}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    [LoggerMessage(EventId = 6101, Level = LogLevel.Warning, Message = "The notification could not be given to {Target}: {Reason}.")]
    private partial void LogUndelivered(NotificationTarget target, string reason);
}
