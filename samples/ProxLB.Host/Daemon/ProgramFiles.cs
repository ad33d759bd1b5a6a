using System.Globalization;
using System.Runtime.InteropServices;

namespace ProxLB.Host.Daemon;

/// <summary>The pages of program files that this process has mapped: code and tables, as they are on disk.</summary>
/// <remarks>Each look at one maps its neighbours too, so that after a plan some 60 MB count as resident of which an idle daemon uses next to nothing.</remarks>
internal static partial class ProgramFiles
{
    private const int DontNeed = 4;

    /// <summary>Lets go of them; what is used again is mapped again, from the system's cache in most cases. Does nothing where the system is not Linux.</summary>
    public static void LetGo()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            foreach (var (start, length) in Unchanged(File.ReadLines("/proc/self/smaps")).ToList())
            {
                // A kernel that refuses leaves things as they were.
                _ = Advise(start, length, DontNeed);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without /proc all stays as it was, which costs nothing but memory.
        }
    }

    /// <summary>The mappings that are as their files are: code, or shared for reading only, with no page of their own in memory or swapped out.</summary>
    /// <param name="lines">The lines of an <c>smaps</c> file.</param>
    internal static IEnumerable<(nint Start, nuint Length)> Unchanged(IEnumerable<string> lines)
    {
        (nint Start, nuint Length)? mapping = null;
        foreach (var line in lines)
        {
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case [var range, "r-xp" or "r--s", _, _, not "0", ['/', ..], .. var rest] when rest is not [.., "(deleted)"]:
                    mapping = Range(range);
                    break;
                case [[.., not ':'], ['r' or '-', ..], ..]:
                    mapping = null;
                    break;
                case ["Anonymous:" or "Swap:", not "0", ..]:
                    mapping = null;
                    break;
                case ["VmFlags:", ..] when mapping is { } unchanged:
                    yield return unchanged;
                    break;
            }
        }
    }

    private static (nint Start, nuint Length) Range(string range)
    {
        var ends = Array.ConvertAll(range.Split('-'), end => nint.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return (ends[0], (nuint)(ends[1] - ends[0]));
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint start, nuint length, int advice);
}
