using ProxLB.Host.Daemon;

namespace ProxLB.Host.Tests.Daemon;

public sealed class ProgramFilesTests
{
    private const nint Start = 0x10000000;
    private const nuint Length = 0x24000;

    [Theory]
    [InlineData("r-xp", "/usr/lib/proxlb/a.dll", 0, 0, true)]
    [InlineData("r--s", "/usr/lib/with a space/a.dll", 0, 0, true)]
    [InlineData("r-xp", "/usr/lib/proxlb/a.dll", 4, 0, false)]
    [InlineData("r-xp", "/usr/lib/proxlb/a.dll", 0, 4, false)]
    [InlineData("r--p", "/usr/lib/proxlb/a.dll", 0, 0, false)]
    [InlineData("rw-p", "/usr/lib/proxlb/a.dll", 0, 0, false)]
    [InlineData("rw-s", "/dev/shm/a", 0, 0, false)]
    [InlineData("r-xs", "/memfd:doublemapper (deleted)", 0, 0, false)]
    [InlineData("r-xp", "/usr/lib/proxlb/replaced.dll (deleted)", 0, 0, false)]
    [InlineData("r-xp", "[vdso]", 0, 0, false)]
    [InlineData("r-xp", "", 0, 0, false)]
    public void Only_mappings_that_are_as_their_files_are_let_go(string rights, string file, int ownKilobytes, int swappedKilobytes, bool letGo)
    {
        var inode = file.StartsWith('/') ? "247607" : "0";
        string[] lines =
        [
            $"10000000-10024000 {rights} 00004000 fe:00 {inode}                     {file}",
            "Size:                144 kB",
            "Rss:                 144 kB",
            "Private_Dirty:         0 kB",
            $"Anonymous:             {ownKilobytes} kB",
            $"Swap:                  {swappedKilobytes} kB",
            "VmFlags: rd ex mr mw me",
            "10024000-10028000 rw-p 00000000 00:00 0",
            "Anonymous:             0 kB",
            "Swap:                  0 kB",
            "VmFlags: rd wr mr mw me",
        ];

        Assert.Equal(letGo ? [(Start, Length)] : [], ProgramFiles.Unchanged(lines));
    }

    [Fact]
    public void A_process_finds_mappings_of_its_own_and_goes_on_without_their_pages()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var found = ProgramFiles.Unchanged(File.ReadLines("/proc/self/smaps")).ToList();
        ProgramFiles.LetGo();

        Assert.NotEmpty(found);
        Assert.All(found, mapping => Assert.Equal(0u, mapping.Length % 4096));
        Assert.Equal(found.Count, found.DistinctBy(mapping => mapping.Start).Count());
    }
}
