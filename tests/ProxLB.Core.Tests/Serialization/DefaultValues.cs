using System.Collections;
using System.Reflection;

namespace ProxLB.Core.Tests.Serialization;

/// <summary>Finds properties that a sample leaves at their default, so that the samples stay complete when records grow.</summary>
internal static class DefaultValues
{
    /// <summary>The properties of all records within a value that no record of that type in it sets.</summary>
    public static IReadOnlyList<string> Unset(object value)
    {
        var seen = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        Visit(value, seen);
        return [.. seen.Where(entry => !entry.Value).Select(entry => entry.Key)];
    }

    private static void Visit(object value, SortedDictionary<string, bool> seen)
    {
        if (value is string or IDictionary)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Visit(item, seen);
            }

            return;
        }

        var type = value.GetType();
        if (type.Namespace?.StartsWith("ProxLB.Core", StringComparison.Ordinal) != true || type.IsEnum)
        {
            return;
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var propertyValue = property.GetValue(value);
            var name = $"{type.Name}.{property.Name}";
            seen[name] = seen.GetValueOrDefault(name) || IsSet(propertyValue);
            if (propertyValue is not null)
            {
                Visit(propertyValue, seen);
            }
        }
    }

    private static bool IsSet(object? value) => value switch
    {
        null => false,
        ICollection collection => collection.Count > 0,
        _ => true,
    };
}
