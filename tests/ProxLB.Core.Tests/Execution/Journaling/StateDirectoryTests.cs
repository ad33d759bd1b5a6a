using ProxLB.Core.Execution.Journaling;

namespace ProxLB.Core.Tests.Execution.Journaling;

public sealed class StateDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_one_executor_a_host_has_it()
    {
        var path = Path.Combine(_folder.Folder, "state");
        using (StateDirectory.Open(path))
        {
            var refusal = Assert.Throws<StateDirectoryInUseException>(() => StateDirectory.Open(path));
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            Assert.Equal(path, refusal.DirectoryPath);
        }

        using var again = StateDirectory.Open(path);
        Assert.NotNull(again.Journal);
    }

    [Fact]
    public void A_folder_whose_journal_cannot_be_opened_is_not_left_locked()
    {
        Directory.CreateDirectory(_folder.File);
        Assert.ThrowsAny<Exception>(() => StateDirectory.Open(_folder.Folder));
        Directory.Delete(_folder.File);

        using var opened = StateDirectory.Open(_folder.Folder);
        Assert.Empty(opened.Journal.Repairs);
    }
}
