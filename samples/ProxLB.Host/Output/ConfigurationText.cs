using System.Collections;
using System.Globalization;
using ProxLB.Core.Rules;
using ProxLB.Host.Configuration;
using ProxLB.Host.Configuration.Yaml;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Output;

/// <summary>Prints the effective configuration: each key, its value, and whether it is set or a default.</summary>
internal static class ConfigurationText
{
    private const string Mask = "********";
    private const string NotSet = "not set";
    private const int OriginColumn = 44;

    public static void Write(TextWriter output, HostConfiguration configuration)
    {
        foreach (var section in ConfigurationSections.All(new(_ => null)).Where(section => section.Keys is not null))
        {
            output.WriteLine($"{section.Name}:");
            foreach (var key in section.Keys!)
            {
                var path = $"{section.Name}.{key.Name}";
                var written = configuration.Written.GetValueOrDefault(path);
                output.WriteLine($"{$"  {key.Name}: {Value(key, configuration, written)}".PadRight(OriginColumn)}  # {Origin(written)}");
            }
        }
    }

    private static string Origin(MappingEntry? written) => written is null ? "default" : $"line {written.Line}";

    private static string Value(ConfigurationKey<HostConfiguration> key, HostConfiguration configuration, MappingEntry? written) => key switch
    {
        { Secret: true } => written is null ? NotSet : Mask,
        { Show: null } => written is null ? NotSet : Text(written.Value),
        { Show: { } show } => Text(show(configuration)),
    };

    private static string Text(object? value) => value switch
    {
        null or "" => NotSet,
        bool flag => flag ? "true" : "false",
        string text => text,
        TimeSpan duration => Figures.Duration(duration),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}: {Text(map[key])}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        Enum word => Word(word.ToString()),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A value whose effect is spread over several options is shown as it is written.</summary>
    private static string Text(ConfigurationNode node) => node switch
    {
        ScalarNode scalar => scalar.IsNull ? NotSet : scalar.Text,
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Text))}]",
        MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value)}"))}}}",
        _ => "",
    };

    /// <summary><c>RulesOnly</c> is written <c>rules-only</c>.</summary>
    private static string Word(string name) => string.Equals(name, nameof(HaOwnership.ProxLB), StringComparison.Ordinal)
        ? "proxlb"
        : string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
