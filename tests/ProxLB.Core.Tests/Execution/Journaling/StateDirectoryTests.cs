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
    public void Whether_it_is_in_use_can_be_asked()
    {
        Assert.False(StateDirectory.IsInUse(Path.Combine(_folder.Folder, "none")));
        using (StateDirectory.Open(_folder.Folder))
        {
            Assert.True(StateDirectory.IsInUse(_folder.Folder));
        }

        Assert.False(StateDirectory.IsInUse(_folder.Folder));
    }

    [Fact]
    public async Task It_can_be_read_while_another_has_it_and_is_left_as_it_is()
    {
        using var taken = StateDirectory.Open(_folder.Folder);
        await taken.Journal.AppendAsync(Entries.Intent(1, 101), CancellationToken.None);
        await File.AppendAllTextAsync(_folder.File, "torn");
        var bytes = await File.ReadAllBytesAsync(_folder.File);

        var knowledge = StateDirectory.Read(_folder.Folder);

        Assert.Equal(1, Assert.Single(knowledge.Open()).Intent.Migration);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public void Who_reads_one_that_does_not_exist_learns_nothing_and_creates_nothing()
    {
        var path = Path.Combine(_folder.Folder, "state");

        Assert.Empty(StateDirectory.Read(path).Open());

        Assert.False(Directory.Exists(path));
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
