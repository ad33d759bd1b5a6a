namespace ProxLB.Host.Daemon.Notifications;

/// <summary>Somebody who is told, and how.</summary>
internal sealed class NotificationTarget
{
    /// <summary>Where a message is posted; null: it is given to <see cref="Command"/>.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>A program and its arguments, which may hold placeholders. No shell is asked.</summary>
    public IReadOnlyList<string> Command { get; set; } = [];

    /// <summary>What it is told of.</summary>
    public IReadOnlySet<NotificationKind> Kinds { get; set; } = new HashSet<NotificationKind>(Enum.GetValues<NotificationKind>());

    /// <summary>The message's body, with placeholders; null: a document with everything.</summary>
    public string? Template { get; set; }

    /// <summary>What the body is.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>Headers beside it, such as a token.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Names it without its path, which often is a secret.</summary>
    public override string ToString() => Webhook is null ? $"command {(Command.Count > 0 ? Command[0] : "")}" : $"webhook {Webhook.GetLeftPart(UriPartial.Authority)}";
}
