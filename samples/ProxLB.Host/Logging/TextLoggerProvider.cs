namespace ProxLB.Host.Logging;

/// <summary>Writes log lines to standard error, so that standard output holds results only.</summary>
internal sealed class TextLoggerProvider(TextWriter writer, TimeProvider time, LogFormat format = LogFormat.Text) : ILoggerProvider
{
    private readonly Lock _gate = new();

    /// <summary>How lines look; can be changed at any time.</summary>
    public LogFormat Format { get; set; } = format;

    /// <summary>The least severe entries that are written; can be changed at any time.</summary>
    public LogLevel Least { get; set; } = LogLevel.Trace;

    public ILogger CreateLogger(string categoryName) => new TextLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, EventId id, string category, string message, Exception? exception)
    {
        lock (_gate)
        {
            writer.WriteLine(LogLine.Of(Format, time.GetLocalNow(), level, id, category, message, exception));
        }
    }

    private sealed class TextLogger(TextLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= provider.Least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write(logLevel, eventId, category, formatter(state, exception), exception);
            }
        }
    }
}
