using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ProxLB.Core.Execution;

namespace ProxLB.Host.Daemon.Metrics;

/// <summary>Adds up what the libraries' meters count: migrations, and calls to the cluster's API.</summary>
internal sealed class MeterCollector : IDisposable
{
    private const string ApiMeter = "System.Net.Http";
    private const string ApiInstrument = "http.client.request.duration";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentValues> _instruments = new();
    private readonly Func<string, bool> _isClusterHost;

    /// <summary>Starts to listen.</summary>
    /// <param name="isClusterHost">Whether calls to a host count; others are not the cluster's, such as those of webhooks.</param>
    public MeterCollector(Func<string, bool> isClusterHost)
    {
        _isClusterHost = isClusterHost;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ExecutionDiagnostics.Name || (instrument.Meter.Name == ApiMeter && instrument.Name == ApiInstrument))
            {
                listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, published => new InstrumentValues(published)));
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Add(value, tags, (InstrumentValues)state!));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Add(value, tags, (InstrumentValues)state!));
        _listener.Start();
    }

    /// <summary>Writes all metrics.</summary>
    public void Write(PrometheusText text)
    {
        foreach (var values in _instruments.Values.OrderBy(values => values.Name, StringComparer.Ordinal))
        {
            values.Write(text);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, InstrumentValues values)
    {
        if (!values.IsApi)
        {
            values.Add(value, tags.Length == 0 ? [] : [.. Labels(tags)]);
            return;
        }
        string? host = null, method = null, status = null;
        foreach (var (name, tag) in tags)
        {
            switch (name)
            {
                case "server.address":
                    host = tag?.ToString();
                    break;
                case "http.request.method":
                    method = tag?.ToString();
                    break;
                case "http.response.status_code":
                    status = tag?.ToString();
                    break;
                default:
                    break;
            }
        }
        if (host is not null && _isClusterHost(host))
        {
            values.Add(value, [("host", host), ("method", method ?? ""), ("status", status ?? "none")]);
        }
    }

    private static List<(string Name, string Value)> Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<(string Name, string Value)>(tags.Length);
        foreach (var (name, value) in tags)
        {
            labels.Add((name.Replace('.', '_'), value?.ToString() ?? ""));
        }
        return labels;
    }
}
