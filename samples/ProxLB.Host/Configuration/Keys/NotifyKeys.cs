using ProxLB.Host.Configuration.Yaml;
using ProxLB.Host.Daemon.Notifications;

namespace ProxLB.Host.Configuration.Keys;

/// <summary>An entry of <c>service.notify</c>: a webhook or a command, and what it is told.</summary>
internal static class NotifyKeys
{
    private static readonly (string, NotificationKind)[] Kinds =
        [("plan", NotificationKind.Plan), ("failure", NotificationKind.Failure), ("circuit", NotificationKind.Circuit)];

    public static NotificationTarget Read(ConfigurationValue value, SecretSource secrets)
    {
        var target = value.Fields(new NotificationTarget(), Keys(secrets));
        if (value.Node is MappingNode map && map.Entries.Count(entry => entry.Key is "webhook" or "command") != 1)
        {
            value.Reject("name either a webhook or a command");
        }
        return target;
    }

    private static ConfigurationKey<NotificationTarget>[] Keys(SecretSource secrets) =>
    [
        new("webhook", (target, value) => target.Webhook = Address(value, secrets)),
        new("command", (target, value) => target.Command = value.IsList ? value.Texts() : [value.Text()]),
        new("on", (target, value) => target.Kinds = (value.IsList ? value.List(item => item.OneOf(Kinds)) : [value.OneOf(Kinds)]).ToHashSet()),
        new("template", (target, value) => target.Template = value.Text()),
        new("content_type", (target, value) => target.ContentType = value.Text()),
        new("headers", (target, value) => target.Headers = value.Map(secrets.Read)),
    ];

    private static Uri? Address(ConfigurationValue value, SecretSource secrets)
    {
        var text = secrets.Read(value);
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
        {
            return address;
        }
        value.Reject("is no address of the web; write it as https://…");
        return null;
    }
}
