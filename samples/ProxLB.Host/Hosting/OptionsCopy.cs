namespace ProxLB.Host.Hosting;

/// <summary>Hands filled options to a library that wants to configure its own instance.</summary>
internal static class OptionsCopy
{
    /// <summary>Copies every property that can be set; sections are shared, not cloned.</summary>
    public static void Copy<T>(T source, T target)
        where T : class
    {
        foreach (var property in typeof(T).GetProperties().Where(property => property is { CanRead: true, CanWrite: true }))
        {
            property.SetValue(target, property.GetValue(source));
        }
    }
}
