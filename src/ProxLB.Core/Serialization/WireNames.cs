namespace ProxLB.Core.Serialization;

/// <summary>The names that the values of an enumeration have in a file.</summary>
internal sealed class WireNames<T>(params (string Name, T Value)[] names)
    where T : struct, Enum
{
    /// <summary>All names, for a message.</summary>
    public string All { get; } = string.Join(", ", names.Select(entry => entry.Name));

    public string this[T value]
    {
        get
        {
            foreach (var (name, candidate) in names)
            {
                if (EqualityComparer<T>.Default.Equals(candidate, value))
                {
                    return name;
                }
            }

            throw new ArgumentOutOfRangeException(nameof(value), value, $"No value of {typeof(T).Name} that can be written.");
        }
    }

    public bool TryGet(string? name, out T value)
    {
        foreach (var (candidate, meaning) in names)
        {
            if (string.Equals(candidate, name, StringComparison.Ordinal))
            {
                value = meaning;
                return true;
            }
        }

        value = default;
        return false;
    }
}
