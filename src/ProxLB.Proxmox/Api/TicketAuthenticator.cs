using ProxLB.Proxmox.Api.Model;

namespace ProxLB.Proxmox.Api;

/// <summary>User and password: a ticket for two hours, valid on all hosts, renewed in time by itself or, where that fails, by the password.</summary>
internal sealed class TicketAuthenticator(string user, string password, TimeProvider time) : IAuthenticator, IDisposable
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(119);
    private static readonly HttpRequestOptionsKey<Ticket> UsedTicket = new("ProxLB.Ticket");

    private readonly SemaphoreSlim _login = new(1);
    private volatile Ticket? _ticket;

    public async Task AuthorizeAsync(HttpRequestMessage request, HostConnection host, CancellationToken cancellationToken)
    {
        var ticket = await GetTicketAsync(host, cancellationToken).ConfigureAwait(false);
        request.Options.Set(UsedTicket, ticket);
        request.Headers.TryAddWithoutValidation("Cookie", "PVEAuthCookie=" + Uri.EscapeDataString(ticket.Text));
        if (request.Method != HttpMethod.Get)
        {
            request.Headers.TryAddWithoutValidation("CSRFPreventionToken", ticket.CsrfToken);
        }
    }

    public bool Refused(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(UsedTicket, out var used) && ReferenceEquals(used, _ticket))
        {
            _ticket = null;
        }

        return used is not null;
    }

    public void Dispose() => _login.Dispose();

    private async Task<Ticket> GetTicketAsync(HostConnection host, CancellationToken cancellationToken)
    {
        if (_ticket is { } fresh && Age(fresh) < RenewAfter)
        {
            return fresh;
        }

        await _login.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var old = _ticket;
            if (old is not null && Age(old) < RenewAfter)
            {
                return old;
            }

            return _ticket = await RenewAsync(old, host, cancellationToken).ConfigureAwait(false)
                ?? await LogInAsync(password, host, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _login.Release();
        }
    }

    private async Task<Ticket?> RenewAsync(Ticket? old, HostConnection host, CancellationToken cancellationToken)
    {
        if (old is null || Age(old) > Lifetime)
        {
            return null;
        }

        try
        {
            return await LogInAsync(old.Text, host, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.Failure == ApiFailure.NotAuthenticated)
        {
            return null;
        }
    }

    private async Task<Ticket> LogInAsync(string secret, HostConnection host, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, "access/ticket");
        request.Content = new FormUrlEncodedContent([new("username", user), new("password", secret)]);
        using var body = await host.ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = Envelope.Read(body.Span, ApiContext.Default.TicketAnswer, "POST /access/ticket");
        if (answer?.NeedsSecondFactor == true || answer?.Ticket?.StartsWith("PVE:!tfa!", StringComparison.Ordinal) == true)
        {
            throw new ApiException(ApiFailure.NotAuthenticated,
                $"The user {user} needs a second factor, which a program cannot give; use an API token instead (token_id and token_secret).", "second factor needed");
        }

        return answer is { Ticket.Length: > 0, CsrfToken.Length: > 0 }
            ? new Ticket(answer.Ticket, answer.CsrfToken, started)
            : throw new ApiException(ApiFailure.BadAnswer, $"{host.Endpoint} answers the login of {user} without a ticket; check that this is a Proxmox VE host.", "no ticket");
    }

    private TimeSpan Age(Ticket ticket) => time.GetUtcNow() - ticket.Issued;

    // No record: its text would show the ticket.
    private sealed class Ticket(string text, string csrfToken, DateTimeOffset issued)
    {
        public string Text { get; } = text;

        public string CsrfToken { get; } = csrfToken;

        public DateTimeOffset Issued { get; } = issued;
    }
}
