using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProxLB.Host.Daemon.Notifications;

/// <summary>Fills placeholders such as <c>{message}</c>. What is filled in is escaped where the text is JSON, so that no message can break out of its quotes.</summary>
internal static partial class NotificationText
{
    private const string Json = "json";

    /// <summary>The body of a message.</summary>
    public static string Body(NotificationTarget target, Notification notification) =>
        target.Template is { } template
            ? Fill(template, notification, target.ContentType.Contains(Json, StringComparison.OrdinalIgnoreCase))
            : Document(notification);

    /// <summary>Fills a template; what is no placeholder stays as it is.</summary>
    public static string Fill(string template, Notification notification, bool json) => Placeholder().Replace(template, match =>
    {
        var value = Value(match.Groups["name"].Value, notification);
        return value is null ? match.Value : json ? Escaped(value) : value;
    });

    /// <summary>Everything, as JSON.</summary>
    public static string Document(Notification notification) => Fill(
        """{"event":"{event}","time":"{time}","title":"{title}","message":"{message}","cluster":"{cluster}","host":"{host}","plan":"{plan}","migrations":{migrations}}""",
        notification,
        json: true);

    private static string? Value(string name, Notification notification) => name switch
    {
        "event" => notification.Kind.ToString().ToLowerInvariant(),
        "time" => notification.At.ToString("O"),
        "title" => notification.Title,
        "message" => notification.Message,
        "cluster" => notification.Cluster ?? "",
        "host" => notification.Host,
        "plan" => notification.Plan ?? "",
        "migrations" => notification.Migrations.ToString(),
        _ => null,
    };

    private static string Escaped(string value) => JsonEncodedText.Encode(value).ToString();

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
