using System.Text.RegularExpressions;

namespace ProxLB.Host.Tests.Documentation;

/// <summary>Code that stands in a page also stands, statement by statement, in a file that is compiled.</summary>
public sealed partial class CodeBlockTests
{
    [Fact]
    public void Each_block_of_csharp_is_part_of_a_compiled_file()
    {
        var compiled = Directory.EnumerateFiles(RepositoryPaths.Combine("samples"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(RepositoryPaths.Combine("tests", "ProxLB.Host.Tests", "Documentation"), "*.cs"))
            .Select(file => Statements(File.ReadAllText(file)))
            .ToList();
        var blocks = MarkdownFile.All
            .SelectMany(page => page.Blocks("csharp").Select(block => (Place: $"{page.Path}:{block.Line}", Code: Statements(block.Code))))
            .ToList();

        Assert.Empty(blocks.Where(block => !compiled.Any(file => file.Contains(block.Code, StringComparison.Ordinal))).Select(block => block.Place));
        Assert.InRange(blocks.Count, 10, int.MaxValue);
    }

    [Fact]
    public void No_code_stands_outside_of_a_fenced_block() =>
        Assert.Empty(MarkdownFile.All.SelectMany(page => page.IndentedLines().Where(line => Statement().IsMatch(line)).Select(line => $"{page.Path}: {line.Trim()}")));

    /// <summary>The text without the directives on top, empty lines and indentation.</summary>
    private static string Statements(string text) => string.Join('\n', text.Split('\n')
        .Select(line => Blanks().Replace(line.Trim(), " "))
        .Where(line => line.Length > 0 && !Directive().IsMatch(line)));

    [GeneratedRegex(@"^using [A-Za-z.]+;$", RegexOptions.None, 5000)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^ {4,}(var |await |\S*[A-Za-z]+\.[A-Z]\w*\().*;|\) *=> ", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\s+", RegexOptions.None, 5000)]
    private static partial Regex Blanks();
}
