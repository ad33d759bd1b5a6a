using System.Globalization;
using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>Checks the parameters of a call against what it takes, as the real API does: everything wrong is named at once.</summary>
internal static class ParameterVerifier
{
    private const string NotDefined = "property is not defined in schema and the schema does not allow additional properties";
    private const string Missing = "property is missing and it is not optional";

    public static void Verify(ApiEndpoint endpoint, ClusterVersion version, IReadOnlyDictionary<string, string> given)
    {
        // A parameter that a later release takes in another form stands twice; the later form counts from that release on.
        var known = endpoint.Parameters.Where(parameter => version >= parameter.Since)
            .GroupBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ToDictionary(forms => forms.Key, forms => forms.Last(), StringComparer.Ordinal);
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (known.TryGetValue(name, out var parameter))
            {
                if (Problem(parameter, value) is { } problem)
                {
                    errors[name] = problem;
                }
            }
            else
            {
                errors[name] = NotDefined;
            }
        }

        foreach (var parameter in known.Values.Where(parameter => parameter.Required && !given.ContainsKey(parameter.Name)))
        {
            errors[parameter.Name] = Missing;
        }

        if (errors.Count > 0)
        {
            throw new RequestRefusedException(errors);
        }
    }

    private static string? Problem(ApiParameter parameter, string value)
    {
        switch (parameter.Type)
        {
            case "boolean" when ParseFlag(value) is null:
                return $"type check ('boolean') failed - got '{value}'";
            case "integer" when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
            case "number" when !double.TryParse(value, CultureInfo.InvariantCulture, out _):
                return $"type check ('{parameter.Type}') failed - got '{value}'";
        }

        if (parameter.Minimum is { } minimum && double.Parse(value, CultureInfo.InvariantCulture) < minimum)
        {
            return $"value must have a minimum value of {minimum}";
        }

        return parameter.Choices.Count > 0 && !parameter.Choices.Contains(value, StringComparer.Ordinal)
            ? $"value '{value}' does not have a value in the enumeration '{string.Join(", ", parameter.Choices)}'"
            : null;
    }

    public static bool? ParseFlag(string value) => value.ToLowerInvariant() switch
    {
        "1" or "on" or "yes" or "true" => true,
        "0" or "off" or "no" or "false" => false,
        _ => null,
    };
}
