
namespace ProxLB.Host.Tests;

/// <summary>A fact about a file beside the repository; skipped where there is none.</summary>
public sealed class SharedFileFactAttribute : FactAttribute
{
    /// <param name="parts">The path below the folder <c>shared</c>.</param>
    public SharedFileFactAttribute(params string[] parts)
    {
        if (!File.Exists(PathOf(parts)))
        {
            Skip = $"{Path.Combine(parts)} is not at hand.";
        }
    }

    /// <summary>Where such a file is.</summary>
    public static string PathOf(params string[] parts) =>
        Path.GetFullPath(Path.Combine([RepositoryPaths.Root, "..", "shared", .. parts]));
}
