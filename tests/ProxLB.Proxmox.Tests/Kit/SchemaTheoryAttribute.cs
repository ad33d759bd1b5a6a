
namespace ProxLB.Proxmox.Tests.Kit;

/// <summary>A test that needs Proxmox's API schemas, which stand beside the repository or nowhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SchemaTheoryAttribute : TheoryAttribute
{
    public SchemaTheoryAttribute()
    {
        if (Folder is null)
        {
            Skip = "The API schemas (shared/pve-schema beside the repository) are not there.";
        }
    }

    /// <summary>The folder with the schemas; null if there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(RepositoryPaths.Root).Parent; folder is not null; folder = folder.Parent)
        {
            var schemas = Path.Combine(folder.FullName, "shared", "pve-schema");
            if (Directory.Exists(schemas))
            {
                return schemas;
            }
        }

        return null;
    }
}
