using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProxLB.Host.Configuration.Yaml;

/// <summary>Reads YAML into nodes that know their lines. A key that stands twice is a defect, and reading goes on.</summary>
internal sealed class ConfigurationParser
{
    private readonly Dictionary<AnchorName, ConfigurationNode> _anchors = [];
    private readonly DefectList _defects;
    private readonly Parser _events;

    private ConfigurationParser(TextReader text, DefectList defects)
    {
        _events = new Parser(text);
        _defects = defects;
    }

    /// <summary>Reads a file; null if it holds nothing or is no YAML, the latter with a defect.</summary>
    public static ConfigurationNode? Parse(TextReader text, DefectList defects)
    {
        var parser = new ConfigurationParser(text, defects);
        try
        {
            parser._events.Consume<StreamStart>();
            return parser._events.Accept<DocumentStart>(out _) ? parser.ParseDocument() : null;
        }
        catch (YamlException exception)
        {
            defects.Add((int)exception.Start.Line, "", $"is no valid YAML: {exception.InnerException?.Message ?? exception.Message}");
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner throws these for some malformed values; they carry no position.
            var line = (int)(parser._events.Current?.End.Line ?? 1);
            defects.Add(line, "", "is no valid YAML from here on: look for a missing bracket, quote or colon");
            return null;
        }
    }

    private ConfigurationNode ParseDocument()
    {
        _events.Consume<DocumentStart>();
        var root = ParseNode("");
        _events.Consume<DocumentEnd>();
        if (_events.Accept<DocumentStart>(out var second))
        {
            _defects.Add((int)second.Start.Line, "", "a second document starts here; a configuration is one document");
        }
        return root;
    }

    private ConfigurationNode ParseNode(string path)
    {
        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var known)
                ? known
                : throw new YamlException(alias.Start, alias.End, $"the anchor '{alias.Value}' is not defined above");
        }
        _events.Accept<NodeEvent>(out var start);
        ConfigurationNode node = start switch
        {
            Scalar => ParseScalar(path),
            SequenceStart => ParseSequence(path),
            _ => ParseMapping(path),
        };
        if (start is { Anchor.IsEmpty: false })
        {
            _anchors[start.Anchor] = node;
        }
        return node;
    }

    private ScalarNode ParseScalar(string path)
    {
        var scalar = _events.Consume<Scalar>();
        return new((int)scalar.Start.Line, path, scalar.Value, Quoted: scalar.Style is not ScalarStyle.Plain);
    }

    private SequenceNode ParseSequence(string path)
    {
        var line = (int)_events.Consume<SequenceStart>().Start.Line;
        var items = new List<ConfigurationNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ParseNode($"{path}[{items.Count}]"));
        }
        return new(line, path, items);
    }

    private MappingNode ParseMapping(string path)
    {
        var line = (int)_events.Consume<MappingStart>().Start.Line;
        var entries = new Dictionary<string, MappingEntry>(StringComparer.Ordinal);
        var merged = new List<MappingEntry>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var key = _events.Consume<Scalar>();
            var keyLine = (int)key.Start.Line;
            var keyPath = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            var value = ParseNode(keyPath);
            if (key.Value == "<<" && value is MappingNode common)
            {
                merged.AddRange(common.Entries);
            }
            else if (!entries.TryAdd(key.Value, new(key.Value, keyLine, keyPath, value)))
            {
                _defects.Add(keyLine, keyPath, $"stands twice, first in line {entries[key.Value].Line}; remove one");
            }
        }
        foreach (var entry in merged)
        {
            entries.TryAdd(entry.Key, entry);
        }
        return new(line, path, [.. entries.Values]);
    }
}
