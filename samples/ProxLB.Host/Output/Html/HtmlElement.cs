namespace ProxLB.Host.Output.Html;

/// <summary>An element of a page with its attributes and content.</summary>
internal sealed class HtmlElement : HtmlNode
{
    private readonly string _name;
    private readonly List<(string Name, string Value)> _attributes = [];
    private readonly IReadOnlyList<HtmlNode?> _content;

    private HtmlElement(string name, IReadOnlyList<HtmlNode?> content)
    {
        _name = name;
        _content = content;
    }

    /// <summary>Makes an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="style">Its classes; null: none.</param>
    /// <param name="content">What is in it; nulls are left out.</param>
    public static HtmlElement Of(string name, string? style, params IReadOnlyList<HtmlNode?> content)
    {
        var element = new HtmlElement(name, content);
        return style is null ? element : element.With("class", style);
    }

    /// <summary>Adds an attribute.</summary>
    public HtmlElement With(string name, string value)
    {
        _attributes.Add((name, value));
        return this;
    }

    public override void WriteTo(TextWriter output)
    {
        output.Write($"<{_name}");
        foreach (var (name, value) in _attributes)
        {
            output.Write($" {name}=\"");
            HtmlText.Write(output, value);
            output.Write('"');
        }
        if (IsVoid)
        {
            output.Write("/>");
            return;
        }
        output.Write('>');
        foreach (var node in _content)
        {
            node?.WriteTo(output);
        }
        output.Write($"</{_name}>");
        if (IsBlock)
        {
            output.Write('\n');
        }
    }

    private bool IsVoid => _name is "meta" or "br" or "col";

    private bool IsBlock => _name is "title" or "style" or "head" or "header" or "section" or "table" or "thead" or "tbody" or "tr" or "h1" or "h2" or "h3" or "ul" or "li" or "dl" or "p" or "svg";
}
