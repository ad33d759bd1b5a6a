using System.Text.RegularExpressions;
using ProxLB.Host.Configuration;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Tests.Documentation;

/// <summary>The pages know the configuration as the program reads it.</summary>
public sealed partial class ConfigurationPageTests
{
    private const string Connection = """
        proxmox_api:
          hosts: [pve1]
          user: proxlb@pve
          token_id: proxlb
          token_secret: secret

        """;

    [Fact]
    public void The_table_has_each_key_once_and_no_other()
    {
        var page = MarkdownFile.All.Single(page => page.Path == "docs/configuration.md");
        var documented = Row().Matches(page.Text).Select(match => match.Groups["key"].Value).ToList();
        var known = ConfigurationSections.All(new(_ => null))
            .SelectMany(section => (section.Keys ?? []).Select(key => $"{section.Name}.{key.Name}"))
            .ToList();

        Assert.Equal(documented.Distinct(), documented);
        Assert.Empty(known.Except(documented).Select(key => $"{key} is not documented"));
        Assert.Empty(documented.Except(known).Select(key => $"{key} does not exist"));
    }

    [Fact]
    public void Each_block_of_yaml_is_read_without_a_defect()
    {
        var defects = new List<string>();
        var blocks = MarkdownFile.All.SelectMany(page => page.Blocks("yaml").Select(block => (Place: $"{page.Path}:{block.Line}", block.Code))).ToList();
        foreach (var (place, code) in blocks)
        {
            using var text = new StringReader(code.Contains("proxmox_api:", StringComparison.Ordinal) ? ReadableSecret(code) : Connection + code);
            try
            {
                ConfigurationFile.Read(text, place, _ => "secret");
            }
            catch (UserErrorException exception)
            {
                defects.Add(exception.Message);
            }
        }

        Assert.Empty(defects);
        Assert.InRange(blocks.Count, 8, int.MaxValue);
    }

    /// <summary>A file that pages name for a secret is not on the machine that runs the tests.</summary>
    private static string ReadableSecret(string code) => SecretFile().Replace(code, "env:SECRET");

    [GeneratedRegex(@"^\| `(?<key>[a-z_]+\.[a-z_]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Row();

    [GeneratedRegex(@"file:\S+", RegexOptions.None, 5000)]
    private static partial Regex SecretFile();
}
