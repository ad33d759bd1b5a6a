using System.Globalization;
using System.Text;

namespace ProxLB.Core.Serialization;

/// <summary>A place in a JSON file, written as RFC 9535 has it. The text is only made for a defect.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string? name, int index) => (_parent, _name, _index) = (parent, name, index);

    public static JsonPath Root { get; } = new(null, null, 0);

    public JsonPath Property(string name) => new(this, name, 0);

    public JsonPath Item(int index) => new(this, null, index);

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        if (_parent is null)
        {
            text.Append('$');
            return;
        }

        _parent.Append(text);
        if (_name is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{_index}]");
        }
        else if (IsPlain(_name))
        {
            text.Append('.').Append(_name);
        }
        else
        {
            AppendQuoted(text, _name);
        }
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static void AppendQuoted(StringBuilder text, string name)
    {
        text.Append("['");
        foreach (var character in name)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else if (character is '\'' or '\\')
            {
                text.Append('\\').Append(character);
            }
            else
            {
                text.Append(character);
            }
        }

        text.Append("']");
    }
}
