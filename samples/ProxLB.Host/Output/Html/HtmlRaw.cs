namespace ProxLB.Host.Output.Html;

/// <summary>A style sheet of ours, which is not escaped. Nothing that comes from a cluster may get here.</summary>
internal sealed class HtmlRaw(string content) : HtmlNode
{
    public override void WriteTo(TextWriter output) => output.Write(content);
}
