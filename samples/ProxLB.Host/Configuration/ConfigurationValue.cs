using System.Globalization;
using ProxLB.Host.Configuration.Yaml;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Configuration;

/// <summary>
/// Reads one value of a configuration file. What cannot be read is noted as a defect, and something harmless is returned:
/// a configuration with defects is never used.
/// </summary>
/// <param name="node">The value.</param>
/// <param name="defects">Where defects are noted.</param>
internal sealed class ConfigurationValue(ConfigurationNode node, DefectList defects)
{
    private static readonly string[] True = ["true", "yes", "on", "1"];
    private static readonly string[] False = ["false", "no", "off", "0"];

    /// <summary>The value itself.</summary>
    public ConfigurationNode Node { get; } = node;

    /// <summary>Whether nothing is written after the key.</summary>
    public bool IsNull => Node is ScalarNode { IsNull: true };

    /// <summary>Whether it is a list.</summary>
    public bool IsList => Node is SequenceNode;

    /// <summary>Whether it is a map.</summary>
    public bool IsMap => Node is MappingNode;

    /// <summary>Notes that the value is wrong.</summary>
    public void Reject(string problem) => defects.Add(Node.Line, Node.Path, problem);

    /// <summary><c>true</c>, <c>yes</c>, <c>on</c>, <c>1</c> and their opposites, without regard to case.</summary>
    public bool Boolean()
    {
        if (Node is ScalarNode { IsNull: false } scalar)
        {
            if (True.Contains(scalar.Text, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
            if (False.Contains(scalar.Text, StringComparer.OrdinalIgnoreCase))
            {
                return false;
            }
        }
        RejectType("true or false (yes, no, on, off, 1, 0)");
        return false;
    }

    /// <summary>A number within a range, ends included.</summary>
    public double Number(double least, double most = double.MaxValue)
    {
        var range = most < double.MaxValue ? $"a number from {least} to {most}" : $"a number of at least {least}";
        if (Node is not ScalarNode { IsNull: false } scalar
            || !double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
        {
            RejectType(range);
            return least;
        }
        if (number < least || number > most)
        {
            Reject($"{scalar.Text} is out of range; write {range}");
        }
        return number;
    }

    /// <summary>A number above 0.</summary>
    public double PositiveNumber(double most = double.MaxValue)
    {
        var before = defects.Count;
        var number = Number(0, most);
        if (number == 0 && defects.Count == before)
        {
            Reject("must be above 0");
        }
        return number;
    }

    /// <summary>A whole number within a range, ends included.</summary>
    public int Whole(int least, int most = int.MaxValue)
    {
        var range = most < int.MaxValue ? $"a whole number from {least} to {most}" : $"a whole number of at least {least}";
        if (Node is not ScalarNode { IsNull: false } scalar
            || !int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            RejectType(range);
            return least;
        }
        if (number < least || number > most)
        {
            Reject($"{number} is out of range; write {range}");
        }
        return number;
    }

    /// <summary>Text; a number stands for its digits.</summary>
    public string Text()
    {
        if (Node is ScalarNode { IsNull: false } scalar && scalar.Text.Trim().Length > 0)
        {
            return scalar.Text;
        }
        RejectType("a text");
        return "";
    }

    /// <summary>One of several words, without regard to case.</summary>
    public T OneOf<T>(params IReadOnlyList<(string Word, T Meaning)> words)
    {
        var expected = $"one of {string.Join(", ", words.Select(word => word.Word))}";
        if (Node is not ScalarNode { IsNull: false } scalar)
        {
            RejectType(expected);
            return words[0].Meaning;
        }
        foreach (var (word, meaning) in words)
        {
            if (string.Equals(word, scalar.Text, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }
        }
        var near = NearestName.Of(scalar.Text, words.Select(word => word.Word));
        Reject($"'{scalar.Text}' is not known; write {expected}{(near is null ? "" : $". Did you mean '{near}'?")}");
        return words[0].Meaning;
    }

    /// <summary>A list; nothing written is an empty list.</summary>
    public List<T> List<T>(Func<ConfigurationValue, T> read)
    {
        if (Node is SequenceNode sequence)
        {
            return [.. sequence.Items.Select(item => read(new(item, defects)))];
        }
        if (!IsNull)
        {
            RejectType("a list");
        }
        return [];
    }

    /// <summary>A list of texts.</summary>
    public List<string> Texts() => List(item => item.Text());

    /// <summary>A map with keys of the user's choice; nothing written is an empty map.</summary>
    public Dictionary<string, T> Map<T>(Func<ConfigurationValue, T> read, StringComparer? comparer = null)
    {
        var map = new Dictionary<string, T>(comparer ?? StringComparer.OrdinalIgnoreCase);
        if (Node is MappingNode mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                if (!map.TryAdd(entry.Key, read(new(entry.Value, defects))))
                {
                    defects.Add(entry.Line, entry.Path, "stands twice (names are compared without regard to case); remove one");
                }
            }
        }
        else if (!IsNull)
        {
            RejectType("a map of keys and values");
        }
        return map;
    }

    /// <summary>A map with known keys, each read into a target.</summary>
    public T Fields<T>(T target, params IReadOnlyList<ConfigurationKey<T>> keys)
    {
        if (Node is MappingNode mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                if (keys.FirstOrDefault(key => key.Name == entry.Key) is { } key)
                {
                    key.Read(target, new(entry.Value, defects));
                }
                else
                {
                    RejectKey(entry, keys.Select(known => known.Name));
                }
            }
        }
        else if (!IsNull)
        {
            RejectType($"a map with the keys {string.Join(", ", keys.Select(key => key.Name))}");
        }
        return target;
    }

    /// <summary>Notes that the value has another type than expected.</summary>
    public void RejectType(string expected)
    {
        var found = Node switch
        {
            ScalarNode { IsNull: true } => "nothing",
            ScalarNode scalar => $"'{scalar.Text}'",
            SequenceNode => "a list",
            _ => "a map",
        };
        Reject($"{found} is written; write {expected}");
    }

    private void RejectKey(MappingEntry entry, IEnumerable<string> known)
    {
        var near = NearestName.Of(entry.Key, known);
        defects.Add(entry.Line, entry.Path, near is null ? "this key is not known; remove it" : $"this key is not known. Did you mean '{near}'?");
    }
}
