using System.Diagnostics.Metrics;

namespace ProxLB.Host.Daemon.Metrics;

/// <summary>The sums of one instrument, by labels.</summary>
internal sealed class InstrumentValues(Instrument instrument)
{
    private const string ApiName = "proxlb_api_call_duration_seconds";
    private static readonly double[] CallSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] MigrationSeconds = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 14400];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly bool _histogram = instrument is Histogram<double> or Histogram<long>;
    private readonly bool _rises = instrument is Counter<long> or Counter<double>;

    /// <summary>Whether it times calls to a web server.</summary>
    public bool IsApi { get; } = instrument.Meter.Name.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>The metric's name.</summary>
    public string Name => IsApi ? ApiName : instrument.Name.Replace('.', '_') + Suffix;

    private string Suffix => _rises ? instrument.Unit == "By" ? "_bytes_total" : "_total" : instrument.Unit == "s" ? "_seconds" : "";

    private double[] Bounds => IsApi ? CallSeconds : MigrationSeconds;

    public void Add(double value, IReadOnlyList<(string Name, string Value)> labels)
    {
        var key = string.Join('\u0001', labels.Select(label => $"{label.Name}={label.Value}"));
        lock (_gate)
        {
            if (!_series.TryGetValue(key, out var series))
            {
                _series[key] = series = new Series(labels, new long[_histogram ? Bounds.Length : 0]);
            }
            series.Sum += value;
            series.Count++;
            for (var i = 0; i < series.Buckets.Length; i++)
            {
                series.Buckets[i] += value <= Bounds[i] ? 1 : 0;
            }
        }
    }

    public void Write(PrometheusText text)
    {
        text.Metric(Name, _histogram ? "histogram" : _rises ? "counter" : "gauge", IsApi ? "Calls to the cluster's API." : instrument.Description ?? instrument.Name);
        lock (_gate)
        {
            if (_series.Count == 0 && !_histogram)
            {
                text.Value(Name, 0);
            }
            foreach (var series in _series.Values)
            {
                Write(text, series);
            }
        }
    }

    private void Write(PrometheusText text, Series series)
    {
        if (!_histogram)
        {
            text.Value(Name, series.Sum, series.Labels);
            return;
        }
        for (var i = 0; i < series.Buckets.Length; i++)
        {
            text.Value($"{Name}_bucket", series.Buckets[i], [.. series.Labels, ("le", PrometheusText.Number(Bounds[i]))]);
        }
        text.Value($"{Name}_bucket", series.Count, [.. series.Labels, ("le", "+Inf")]);
        text.Value($"{Name}_sum", series.Sum, series.Labels);
        text.Value($"{Name}_count", series.Count, series.Labels);
    }

    private sealed class Series(IReadOnlyList<(string Name, string Value)> labels, long[] buckets)
    {
        public IReadOnlyList<(string Name, string Value)> Labels { get; } = labels;

        /// <summary>By bound: how many were not above it.</summary>
        public long[] Buckets { get; } = buckets;

        public double Sum { get; set; }

        public long Count { get; set; }
    }
}
