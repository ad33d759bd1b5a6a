namespace ProxLB.Core.Serialization;

/// <summary>Collects the defects of one file.</summary>
internal sealed class DefectList
{
    private readonly List<DocumentDefect> _defects = [];

    public void Add(JsonPath path, string message) => _defects.Add(new DocumentDefect(path.ToString(), message));

    public void ThrowIfAny()
    {
        if (_defects.Count > 0)
        {
            throw new InvalidDocumentException(_defects);
        }
    }
}
