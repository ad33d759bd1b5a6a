namespace ProxLB.Host.Output.Html;

/// <summary>A part of a page: an element, or text.</summary>
internal abstract class HtmlNode
{
    /// <summary>Text becomes a node by itself, so that no text reaches a page unescaped.</summary>
    public static implicit operator HtmlNode?(string? text) => text is null ? null : new HtmlText(text);

    /// <summary>Writes the part; what is written is well-formed XML as well.</summary>
    public abstract void WriteTo(TextWriter output);
}
