using System.Text.RegularExpressions;

namespace ProxLB.Core.Tests.Architecture;

/// <summary>What holds for all files of the repository.</summary>
public partial class RepositoryTests
{
    private const int MostLines = 400;
    private static readonly string[] SkippedFolders = [".git", "artifacts", "bin", "obj", "node_modules", ".vs", ".idea", "TestResults"];
    private static readonly string[] TextFiles =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".json", ".yaml", ".yml", ".config", ".editorconfig", ".txt", ".sh", ".html", ".js", ".css", ""];

    [Fact]
    public void No_source_file_is_long()
    {
        var tooLong = Files()
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => (file.Path, Lines: file.Text.AsSpan().Count('\n')))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.Path} has {file.Lines} lines, more than {MostLines}");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_file_names_a_package_source() =>
        Assert.Empty(Files().Where(file => PackageSource().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void No_file_outside_the_tests_names_a_folder_outside_the_repository() => Assert.Empty(Files()
        .Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal) && OutsideFolder().IsMatch(file.Text))
        .Select(file => file.Path));

    [Fact]
    public void Folder_is_namespace_in_the_libraries()
    {
        var wrong = new List<string>();
        foreach (var file in Files().Where(file => SourceFile().IsMatch(file.Path)))
        {
            var expected = Path.GetDirectoryName(file.Path)!["src/".Length..].Replace('/', '.').Replace('\\', '.');
            var declared = Declaration().Match(file.Text).Groups["name"].Value;
            if (declared != expected && !declared.StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal))
            {
                wrong.Add($"{file.Path} declares {declared}, not {expected}");
            }
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<(string Path, string Text)> Files() => Below(RepositoryPaths.Root)
        .Where(file => TextFiles.Contains(Path.GetExtension(file)))
        .Select(file => (Path.GetRelativePath(RepositoryPaths.Root, file).Replace('\\', '/'), File.ReadAllText(file)));

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(below => !SkippedFolders.Contains(Path.GetFileName(below))).SelectMany(Below));

    // Written in pieces, so that this file does not find itself.
    [GeneratedRegex("api\\.nuget" + "\\.org|index" + "\\.json\"\\s*/?>|<add\\s+key=\"[^\"]*\"\\s+value=\"" + "https?://", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PackageSource();

    [GeneratedRegex("\\.\\./" + "shared\\b|/work/" + "|/tmp/" + "w/", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OutsideFolder();

    [GeneratedRegex("^src/(?!.*/(obj|bin)/).*\\.cs$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SourceFile();

    [GeneratedRegex("^namespace (?<name>[A-Za-z.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declaration();
}
