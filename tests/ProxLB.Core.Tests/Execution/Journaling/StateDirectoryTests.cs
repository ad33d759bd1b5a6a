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
    public async Task Its_journal_can_be_read_while_another_process_has_it_and_nothing_is_left_there()
    {
        var none = Path.Combine(_folder.Folder, "none");
        Assert.Empty(StateDirectory.Read(none).Open());
        Assert.False(Directory.Exists(none));

        using var state = StateDirectory.Open(_folder.Folder);
        await state.Journal.AppendAsync(Entries.Intent(1, 101), CancellationToken.None);

        Assert.Equal(state.Journal.Knowledge.Open().Select(open => open.Request.Guest), StateDirectory.Read(_folder.Folder).Open().Select(open => open.Request.Guest));
        Assert.Single(StateDirectory.Read(_folder.Folder).Open());
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
