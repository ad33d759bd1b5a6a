using System.Text.RegularExpressions;

namespace ProxLB.Host.Tests.Documentation;

/// <summary>A page of the documentation or a README.</summary>
internal sealed partial class MarkdownFile
{
    private static readonly string[] Folders = ["docs", "src", "samples", "benchmarks", "packaging"];

    private MarkdownFile(string path)
    {
        Path = System.IO.Path.GetRelativePath(RepositoryPaths.Root, path).Replace('\\', '/');
        FullPath = path;
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
    }

    /// <summary>Its path below the root of the repository.</summary>
    public string Path { get; }

    public string FullPath { get; }

    public string Text { get; }

    /// <summary>All pages that come with the repository.</summary>
    public static IReadOnlyList<MarkdownFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryPaths.Root, "*.md")
            .Concat(Folders.Select(folder => RepositoryPaths.Combine(folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Order(StringComparer.Ordinal)
            .Select(path => new MarkdownFile(path)),
    ];

    /// <summary>The fenced blocks of one language, with the line each begins at.</summary>
    public IEnumerable<(int Line, string Code)> Blocks(string language) => Fence().Matches(Text)
        .Where(match => match.Groups["language"].Value == language)
        .Select(match => (Text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups["code"].Value));

    /// <summary>The lines that are code because they are indented.</summary>
    public IEnumerable<string> IndentedLines() => Fence().Replace(Text, "").Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal));

    /// <summary>What stands between backticks in a sentence.</summary>
    public IEnumerable<string> InlineCodes() => InlineCode().Matches(Fence().Replace(Text, "")).Select(match => match.Value.Trim('`'));

    /// <summary>The targets of its links, outside of code.</summary>
    public IEnumerable<string> Links() => Link().Matches(WithoutCode()).Select(match => match.Groups["target"].Value);

    /// <summary>The anchors that headings make, as GitHub names them.</summary>
    public IEnumerable<string> Anchors() => Heading().Matches(WithoutCode())
        .Select(match => NoAnchor().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private string WithoutCode() => InlineCode().Replace(Fence().Replace(Text, ""), match => match.Value.Contains("](", StringComparison.Ordinal) ? "" : match.Value.Trim('`'));

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]", RegexOptions.None, 5000)]
    private static partial Regex NoAnchor();

    [GeneratedRegex("`[^`\n]+`", RegexOptions.None, 5000)]
    private static partial Regex InlineCode();
}
