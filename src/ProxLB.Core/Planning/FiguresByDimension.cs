using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ProxLB.Core.Planning;

/// <summary>A figure for each of a few dimensions. The names are shared by all sets of a plan, which has one for each node and migration.</summary>
internal sealed class FiguresByDimension(string[] names, double[] figures) : IReadOnlyDictionary<string, double>
{
    public int Count => names.Length;

    public IEnumerable<string> Keys => names;

    public IEnumerable<double> Values => figures;

    public double this[string key] => TryGetValue(key, out var figure) ? figure : throw new KeyNotFoundException($"There is no dimension {key}.");

    public bool ContainsKey(string key) => Array.IndexOf(names, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        var at = Array.IndexOf(names, key);
        value = at < 0 ? 0 : figures[at];
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (var i = 0; i < names.Length; i++)
        {
            yield return new(names[i], figures[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
