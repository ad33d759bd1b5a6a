using Microsoft.Extensions.Logging;
using ProxLB.Web.Access;

namespace ProxLB.Web.Tests.Kit;

/// <summary>Collects the lines of the audit log.</summary>
internal sealed class AuditLines : ILoggerProvider
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName == AuditLog.Category ? _lines : null);

    public void Dispose()
    {
    }

    private sealed class Logger(List<string>? lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (lines is not null)
            {
                lock (lines)
                {
                    lines.Add(formatter(state, exception));
                }
            }
        }
    }
}
