using System.CommandLine.Parsing;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Commands;

/// <summary>Parses an option whose value is one of a few words.</summary>
internal static class ChoiceParser
{
    public static T? Parse<T>(ArgumentResult result, params IReadOnlyList<(string Word, T Meaning)> choices)
    {
        var written = result.Tokens[^1].Value;
        foreach (var (word, meaning) in choices)
        {
            if (string.Equals(word, written, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }
        }
        var option = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
        var near = NearestName.Of(written, choices.Select(choice => choice.Word));
        var words = string.Join(", ", choices.Select(choice => choice.Word));
        result.AddError($"{option}: '{written}' is not one of {words}{(near is null ? "" : $". Did you mean '{near}'?")}");
        return default;
    }
}
