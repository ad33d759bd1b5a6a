using System.Reflection;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Architecture;

/// <summary>What users of the packages see stands in checked-in files, so that each change of it is seen.</summary>
public class PublicSurfaceTests
{
    private const string UpdateVariable = "UPDATE_PUBLIC_API";

    [Fact]
    public void Public_surface_of_the_core_is_the_one_that_was_agreed() => AssertUnchanged(typeof(ProxLB.Core.Cluster.ClusterSnapshot).Assembly);

    [Fact]
    public void Public_surface_of_the_adapter_is_the_one_that_was_agreed() => AssertUnchanged(Assembly.Load("ProxLB.Proxmox"));

    [Fact]
    public void Public_surface_of_the_test_kit_is_the_one_that_was_agreed() => AssertUnchanged(typeof(ClusterBuilder).Assembly);

    private static void AssertUnchanged(Assembly assembly)
    {
        var name = $"{assembly.GetName().Name}.PublicApi.txt";
        var file = RepositoryPaths.Combine("tests", "ProxLB.Core.Tests", "Architecture", name);
        var actual = PublicSurface.Describe(assembly);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(file, actual);
        }

        var agreed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var added = Lines(actual).Except(Lines(agreed)).Select(line => $"+ {line}");
        var removed = Lines(agreed).Except(Lines(actual)).Select(line => $"- {line}");
        Assert.True(
            actual == agreed,
            $"""
            The public surface of {assembly.GetName().Name} is not the one in {name}:
            {string.Join(Environment.NewLine, added.Concat(removed))}
            If the change is meant, run the tests once with {UpdateVariable}=1 and commit the file.
            """);
    }

    /// <summary>The members, each with its type's name before it.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            type = line.StartsWith(' ') ? type : line;
            lines.Add(line.StartsWith(' ') ? $"{type}: {line.Trim()}" : line);
        }

        return lines;
    }
}
