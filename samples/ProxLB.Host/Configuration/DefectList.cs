namespace ProxLB.Host.Configuration;

/// <summary>Collects the mistakes of one file, so that all are reported at once.</summary>
internal sealed class DefectList
{
    private readonly List<ConfigurationDefect> _defects = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ConfigurationDefect> InOrder => [.. _defects.OrderBy(defect => defect.Line)];

    /// <summary>How many there are.</summary>
    public int Count => _defects.Count;

    public void Add(int line, string key, string problem) => _defects.Add(new(line, key, problem));
}
