using System.Text;
using System.Text.Json;
using ProxLB.Core.Serialization;
using ProxLB.TestSupport.Schemas;

namespace ProxLB.Core.Tests.Serialization;

/// <summary>The readers refuse exactly what the schemas refuse, and what goes across a file.</summary>
public class SchemaAgreementTests
{
    private static readonly string[] AcrossTheFile = ["must be the name of a node", "must be the id of a storage", "is the id of", "is the name of"];

    [Fact]
    public void Snapshot_reader_agrees_with_the_schema() => AssertAgreement(
        SnapshotWriter.ToUtf8(FullSnapshot.Create()),
        JsonSchema.Snapshot,
        utf8 => SnapshotReader.Read(utf8));

    [Fact]
    public void Plan_reader_agrees_with_the_schema() => AssertAgreement(
        PlanWriter.ToUtf8(FullPlan.Create()),
        JsonSchema.Plan,
        utf8 => PlanReader.Read(utf8));

    private static void AssertAgreement(byte[] valid, JsonSchema schema, Action<ReadOnlyMemory<byte>> read)
    {
        var disagreements = new List<string>();
        var checkedDocuments = 0;
        foreach (var (change, json) in JsonMutations.All(Encoding.UTF8.GetString(valid)))
        {
            var expected = SchemaErrors(schema, json);
            var defects = Defects(read, json).Where(defect => !AcrossTheFile.Any(defect.Message.Contains)).Select(defect => defect.Path);
            if (!expected.ToHashSet().SetEquals(defects))
            {
                disagreements.Add($"{change}: schema [{string.Join(", ", expected)}], reader [{string.Join(", ", defects)}]");
            }

            checkedDocuments++;
        }

        Assert.True(checkedDocuments > 500, $"Only {checkedDocuments} documents were checked.");
        Assert.True(disagreements.Count == 0, string.Join(Environment.NewLine, disagreements));
    }

    private static IReadOnlyList<string> SchemaErrors(JsonSchema schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. schema.Validate(document.RootElement).Select(error => error.Path)];
    }

    private static IReadOnlyList<DocumentDefect> Defects(Action<ReadOnlyMemory<byte>> read, string json)
    {
        try
        {
            read(Encoding.UTF8.GetBytes(json));
            return [];
        }
        catch (InvalidDocumentException exception)
        {
            return exception.Defects;
        }
    }
}
