namespace ProxLB.Host.Output.Html;

/// <summary>Text in a page.</summary>
internal sealed class HtmlText(string text) : HtmlNode
{
    private const char Replacement = '�';

    public override void WriteTo(TextWriter output) => Write(output, text);

    /// <summary>Escapes what has a meaning in HTML, in text and in quoted attributes; what no document may hold is replaced.</summary>
    public static void Write(TextWriter output, string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            var pair = char.IsHighSurrogate(letter) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
            switch (letter)
            {
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '&':
                    output.Write("&amp;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\'':
                    output.Write("&#39;");
                    break;
                case var _ when pair:
                    output.Write(letter);
                    output.Write(text[++index]);
                    break;
                default:
                    output.Write(IsAllowed(letter) ? letter : Replacement);
                    break;
            }
        }
    }

    private static bool IsAllowed(char letter) => letter switch
    {
        '\t' or '\n' => true,
        < ' ' or (>= '\u007f' and < '\u00a0') or '\ufffe' or '\uffff' => false,
        // Marks that turn the direction of what follows could make a name look like another one.
        (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => false,
        _ => !char.IsSurrogate(letter),
    };
}
