using System.Text;
using System.Text.Json;

namespace ProxLB.Host.Logging;

/// <summary>Writes one log entry.</summary>
internal static class LogLine
{
    public static string Of(LogFormat format, DateTimeOffset at, LogLevel level, EventId id, string category, string message, Exception? exception) => format switch
    {
        LogFormat.Json => Json(at, level, id, category, message, exception),
        LogFormat.Journal => Journal(level, category, WithCause(message, exception)),
        _ => Text(at, level, category, message, exception),
    };

    private static string Text(DateTimeOffset at, LogLevel level, string category, string message, Exception? exception)
    {
        var line = $"{at:HH:mm:ss} {Name(level)} {category}: {message}";
        return exception is null ? line : $"{line}{Environment.NewLine}         {exception.GetType().Name}: {exception.Message}";
    }

    /// <summary>Each line of a message is an entry of its own in the journal; so all have the priority.</summary>
    private static string Journal(LogLevel level, string category, string message) =>
        string.Join(Environment.NewLine, message.ReplaceLineEndings("\n").Split('\n').Select(line => $"<{Priority(level)}>{category}: {line}"));

    private static string Json(DateTimeOffset at, LogLevel level, EventId id, string category, string message, Exception? exception)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", at.ToUniversalTime());
            json.WriteString("level", Name(level).TrimEnd());
            json.WriteString("source", category);
            json.WriteNumber("event", id.Id);
            json.WriteString("message", message);
            if (exception is not null)
            {
                json.WriteString("error", $"{exception.GetType().Name}: {exception.Message}");
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string WithCause(string message, Exception? exception) =>
        exception is null ? message : $"{message} {exception.GetType().Name}: {exception.Message}";

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Critical => "critical",
        _ => "error",
    };

    private static int Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
