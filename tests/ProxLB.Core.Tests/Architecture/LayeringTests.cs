using ProxLB.Core.Cluster;
using ProxLB.TestKit;

namespace ProxLB.Core.Tests.Architecture;

/// <summary>Arrows run one way between the folders of the library.</summary>
public class LayeringTests
{
    private const string Root = "ProxLB.Core.";

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Cluster"] = [],
        ["Rules"] = ["Cluster"],
        ["Strategies"] = ["Cluster", "Rules"],
        ["Constraints"] = ["Cluster", "Rules", "Strategies"],
        ["Optimization"] = ["Cluster", "Rules", "Strategies", "Constraints"],
        ["Planning"] = ["Cluster", "Rules", "Strategies", "Constraints", "Optimization"],
        ["Analysis"] = ["Cluster", "Rules", "Strategies", "Constraints", "Optimization", "Planning"],
        ["Execution"] = ["Cluster", "Rules", "Strategies", "Constraints", "Optimization", "Planning"],
        ["Operation"] = ["Cluster", "Rules", "Strategies", "Constraints", "Optimization", "Planning", "Analysis", "Execution"],
        ["Serialization"] = ["Cluster", "Planning", "Analysis"],
    };

    [Fact]
    public void Folders_of_the_core_refer_only_to_those_below_them()
    {
        var wrong = References()
            .Where(reference => !MayUse[Folder(reference.From)!].Contains(Folder(reference.To)))
            .Select(reference => $"{reference.From} -> {reference.To}")
            .Order(StringComparer.Ordinal);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_core_has_its_place()
    {
        var folders = typeof(ClusterSnapshot).Assembly.GetTypes()
            .Select(type => Folder($"{type.Namespace}."))
            .Where(folder => folder is not null)
            .Distinct();

        Assert.Empty(folders.Except(MayUse.Keys));
    }

    [Fact]
    public void References_are_found_in_signatures_and_in_bodies()
    {
        var references = NamespaceReferences.Of(typeof(ClusterSnapshot).Assembly.Location);

        Assert.Contains(("ProxLB.Core.Planning.IBalancer", "ProxLB.Core.Cluster.ClusterSnapshot"), references);
        Assert.Contains(("ProxLB.Core.Serialization.SnapshotReader", "ProxLB.Core.Serialization.JsonText"), references);
    }

    [Fact]
    public void Core_depends_on_the_framework_and_abstractions_only()
    {
        var foreign = typeof(ClusterSnapshot).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)
                && name is not ("netstandard"
                    or "Microsoft.Extensions.DependencyInjection.Abstractions"
                    or "Microsoft.Extensions.Logging.Abstractions"
                    or "Microsoft.Extensions.Options"));

        Assert.Empty(foreign);
    }

    [Fact]
    public void Test_kit_needs_no_test_framework()
    {
        var foreign = typeof(ClusterBuilder).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "ProxLB.Core");

        Assert.Empty(foreign);
    }

    private static IEnumerable<(string From, string To)> References() =>
        NamespaceReferences.Of(typeof(ClusterSnapshot).Assembly.Location)
            .Where(reference => Folder(reference.From) is { } from && Folder(reference.To) is { } to && from != to);

    /// <summary>The first part of the namespace below the library's; null for what belongs to no folder, such as the registration of services.</summary>
    private static string? Folder(string fullName)
    {
        if (!fullName.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var end = fullName.IndexOf('.', Root.Length);
        return end < 0 ? null : fullName[Root.Length..end];
    }
}
