using System.Runtime.CompilerServices;

namespace ProxLB.Host.Tests;

/// <summary>Compares text with a file in the folder <c>Goldens</c>.</summary>
internal static class Golden
{
    private const string WriteSwitch = "PROXLB_WRITE_GOLDENS";

    public static void Check(string name, string actual)
    {
        var path = Path.Combine(SourceFolder(), "Goldens", name);
        var text = string.Join('\n', actual.Split('\n').Select(line => line.TrimEnd()));
        if (Environment.GetEnvironmentVariable(WriteSwitch) is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            Assert.Fail($"{name} was written; unset {WriteSwitch} and run again.");
        }
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
