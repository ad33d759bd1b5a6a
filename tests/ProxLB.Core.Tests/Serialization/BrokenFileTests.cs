using System.Text;
using ProxLB.Core.Serialization;

namespace ProxLB.Core.Tests.Serialization;

public class BrokenFileTests
{
    [Theory]
    [InlineData("", "$: is not JSON: the file is empty")]
    [InlineData(" \n", "$: is not JSON: the file is empty")]
    [InlineData("nodes:\n  - a", "$: is not JSON: line 1, byte 2: ")]
    [InlineData("{\n  \"schema\": ?\n}", "$: is not JSON: line 2, byte 13: ")]
    [InlineData("{} {}", "$: is not JSON: line 1, byte 4: ")]
    [InlineData("{ \"x\": NaN }", "$: is not JSON: line 1, byte 8: ")]
    [InlineData("{ \"x\": 1, }", "$: is not JSON: line 1, byte 11: ")]
    public void File_that_is_no_json_is_told_with_line_and_byte(string text, string expected)
    {
        var defect = Assert.Single(DefectsOf(Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith(expected, defect.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", defect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_utf8_is_told()
    {
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray();

        Assert.Equal("$: is not UTF-8 text; save the file as UTF-8", Assert.Single(DefectsOf(utf16)).ToString());
        Assert.Equal("$: is not UTF-8 text; save the file as UTF-8", Assert.Single(DefectsOf([(byte)'"', 0xC3, (byte)'"'])).ToString());
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Depth_has_a_limit(char open, char close)
    {
        var step = open == '[' ? "[" : "{\"a\":";
        var text = string.Concat(Enumerable.Repeat(step, 100_000)) + "1" + new string(close, 100_000);

        Assert.StartsWith("is not JSON", Assert.Single(DefectsOf(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_ends_too_early_is_refused_wherever_it_ends()
    {
        var whole = SnapshotWriter.ToUtf8(FullSnapshot.Create());

        for (var length = 0; length < whole.Length - 2; length++)
        {
            Assert.StartsWith("is not", Assert.Single(DefectsOf(whole[..length])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(20261122);
        var snapshot = SnapshotWriter.ToUtf8(FullSnapshot.Create());
        var plan = PlanWriter.ToUtf8(FullPlan.Create());
        var refused = 0;

        for (var round = 0; round < 3_000; round++)
        {
            refused += IsRefused(() => SnapshotReader.Read(Damage(snapshot, random))) ? 1 : 0;
            refused += IsRefused(() => PlanReader.Read(Damage(plan, random))) ? 1 : 0;
        }

        Assert.InRange(refused, 1_000, 5_999);
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        const string Likely = "{}[]\",:0-9.eEnulltruefalse\\u";
        var damaged = (byte[])whole.Clone();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            damaged[random.Next(damaged.Length)] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)Likely[random.Next(Likely.Length)];
        }

        return damaged;
    }

    private static bool IsRefused(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (InvalidDocumentException)
        {
            return true;
        }
    }

    private static IReadOnlyList<DocumentDefect> DefectsOf(byte[] utf8) =>
        Assert.Throws<InvalidDocumentException>(() => SnapshotReader.Read(utf8)).Defects;
}
