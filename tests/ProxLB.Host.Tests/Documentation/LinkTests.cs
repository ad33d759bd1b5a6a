namespace ProxLB.Host.Tests.Documentation;

/// <summary>Links between pages lead somewhere.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Each_relative_link_leads_to_a_file_and_to_a_heading_in_it()
    {
        var broken = new List<string>();
        var followed = 0;
        foreach (var page in MarkdownFile.All)
        {
            foreach (var link in page.Links().Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)))
            {
                followed++;
                var parts = link.Split('#', 2);
                var target = parts[0].Length == 0 ? page.FullPath : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.FullPath)!, parts[0]));
                if (!Path.Exists(target))
                {
                    broken.Add($"{page.Path}: {link} leads nowhere");
                }
                else if (parts.Length == 2 && MarkdownFile.All.FirstOrDefault(other => other.FullPath == target)?.Anchors().Contains(parts[1]) != true)
                {
                    broken.Add($"{page.Path}: {link} names no heading of that page");
                }
            }
        }

        Assert.Empty(broken);
        Assert.InRange(followed, 40, int.MaxValue);
    }

    [Fact]
    public void Each_page_of_the_documentation_is_in_its_index()
    {
        var index = MarkdownFile.All.Single(page => page.Path == "docs/README.md").Links().ToList();

        Assert.Empty(MarkdownFile.All
            .Where(page => Path.GetDirectoryName(page.Path) == "docs" && page.Path != "docs/README.md")
            .Select(page => Path.GetFileName(page.Path))
            .Except(index));
    }
}
