namespace ProxLB.Proxmox.Permissions;

/// <summary>What a user of the cluster has shown to prove who he is: the ticket of his browser, or his API token. It is passed on and never written down.</summary>
/// <remarks>Whether it is genuine only the cluster can say: <see cref="ProxmoxClusterProvider.GetPrivilegesAsync"/>.</remarks>
public sealed record UserCredential
{
    private const string TicketStart = "PVE:";
    private const int LongestText = 4096;

    private readonly string _text;

    private UserCredential(string text, string user, bool isTicket)
    {
        _text = text;
        User = user;
        IsTicket = isTicket;
    }

    /// <summary>Whom it claims to be: <c>admin@pve</c>, or <c>admin@pve!name</c> of a token.</summary>
    public string User { get; }

    /// <summary>Whether it is a ticket, which a browser sends by itself, not a token.</summary>
    public bool IsTicket { get; }

    /// <summary>Reads a ticket, as it stands in the cookie <c>PVEAuthCookie</c> without URL encoding.</summary>
    /// <param name="text">Such as <c>PVE:admin@pve:66F0A1B2::signature</c>.</param>
    /// <returns>Null if it has not the shape of a ticket; tickets that still lack their second factor count as such.</returns>
    public static UserCredential? FromTicket(string? text)
    {
        if (!IsPlain(text) || !text!.StartsWith(TicketStart, StringComparison.Ordinal))
        {
            return null;
        }

        var signature = text.IndexOf("::", StringComparison.Ordinal);
        var time = signature < 0 ? -1 : text.LastIndexOf(':', signature - 1);
        return time > TicketStart.Length && IsUser(text[TicketStart.Length..time]) ? new(text, text[TicketStart.Length..time], isTicket: true) : null;
    }

    /// <summary>Reads an API token, as it stands in the header <c>Authorization</c> behind <c>PVEAPIToken=</c>.</summary>
    /// <param name="text">Such as <c>admin@pve!name=secret</c>.</param>
    /// <returns>Null if it has not the shape of a token.</returns>
    public static UserCredential? FromToken(string? text)
    {
        var end = IsPlain(text) ? text!.IndexOf('=', StringComparison.Ordinal) : -1;
        return end > 0 && text![..end].Split('!') is [{ } user, { Length: > 0 }] && IsUser(user) ? new(text, text[..end], isTicket: false) : null;
    }

    /// <summary>The user; never the ticket or secret.</summary>
    public override string ToString() => User;

    /// <summary>Puts it on a request to the cluster.</summary>
    internal void Authorize(HttpRequestMessage request)
    {
        if (IsTicket)
        {
            request.Headers.TryAddWithoutValidation("Cookie", "PVEAuthCookie=" + Uri.EscapeDataString(_text));
        }
        else
        {
            request.Headers.TryAddWithoutValidation("Authorization", "PVEAPIToken=" + _text);
        }
    }

    private static bool IsPlain(string? text) => text is { Length: > 0 and <= LongestText } && text.All(letter => letter is > ' ' and <= '~');

    private static bool IsUser(string text) => text.IndexOf('@', StringComparison.Ordinal) > 0 && !text.StartsWith('!') && !text.EndsWith('@');
}
