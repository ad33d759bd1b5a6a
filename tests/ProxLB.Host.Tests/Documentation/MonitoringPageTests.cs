using ProxLB.Host.Configuration;

namespace ProxLB.Host.Tests.Documentation;

/// <summary>What the page on monitoring tells Prometheus is what the daemon offers.</summary>
public sealed class MonitoringPageTests
{
    private static readonly MarkdownFile Page = MarkdownFile.All.Single(page => page.Path == "docs/monitoring/README.md");

    [Fact]
    public void Beyond_its_own_host_it_is_scraped_with_tls()
    {
        var jobs = string.Join('\n', Page.IndentedLines()).Split("scrape_configs:").Skip(1).ToList();

        Assert.Contains(jobs, job => job.Contains("['127.0.0.1:8095']", StringComparison.Ordinal));
        var remote = Assert.Single(jobs, job => !job.Contains("['127.0.0.1:8095']", StringComparison.Ordinal));
        Assert.Contains("scheme: https", remote, StringComparison.Ordinal);
        Assert.Contains("ca_file: ", remote, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_line_parts_the_head_of_the_mail_from_its_text()
    {
        var block = Page.Blocks("yaml").Single(block => block.Code.Contains("smtp://", StringComparison.Ordinal)).Code;
        using var text = new StringReader("proxmox_api: {hosts: [pve1], user: a@pam, pass: x}\n" + block);

        var mail = Assert.Single(ConfigurationFile.Read(text, "page", _ => null).Service.Notify);

        Assert.Equal("-", mail.Command[^1]);
        Assert.Contains("\nSubject: {title}\n", mail.Template, StringComparison.Ordinal);
        Assert.EndsWith("\n\n{message}", mail.Template!.TrimEnd(), StringComparison.Ordinal);
    }
}
