using ProxLB.Host.Setup;

namespace ProxLB.Host.Tests.Commands;

public sealed class SetupCommandTests
{
    private const string Answer = """{"full-tokenid":"proxlb@pve!proxlb","info":{"privsep":"1"},"value":"the-secret"}""";

    private readonly List<string> _calls = [];

    [Theory]
    [InlineData("7.4", "Datastore.Audit Pool.Audit Sys.Audit VM.Audit VM.Migrate")]
    [InlineData("8.0", "Datastore.Audit Mapping.Audit Pool.Audit Sys.Audit VM.Audit VM.Migrate")]
    [InlineData("9.2", "Datastore.Audit Mapping.Audit Pool.Audit Sys.Audit VM.Audit VM.Migrate")]
    public async Task It_prints_the_least_rights_of_each_version(string version, string privileges)
    {
        var result = await HostRunner.RunAsync("setup", "--pve-version", version);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal(
            [
                $"pveum role add ProxLB --privs '{privileges}'",
                "pveum user add proxlb@pve --comment 'ProxLB balances the cluster'",
                "pveum acl modify / --users proxlb@pve --roles ProxLB",
                "pveum user token add proxlb@pve proxlb --privsep 1 --output-format json",
                "pveum acl modify / --tokens 'proxlb@pve!proxlb' --roles ProxLB",
            ],
            result.Output.Split('\n').Where(line => line.StartsWith("pveum", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Moving_disks_to_other_storages_needs_more()
    {
        var result = await HostRunner.RunAsync("setup", "--storage-map");

        Assert.Contains("Datastore.AllocateSpace", result.Output, StringComparison.Ordinal);
        Assert.Contains("VM.Config.Disk", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_runs_the_commands_and_shows_the_secret_once()
    {
        var result = await Runner(arguments => Of(arguments.Contains("token") ? Answer : "")).StartAsync("setup", "--apply");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal(["role add", "user add", "acl modify", "user token", "acl modify"], _calls);
        Assert.Contains("token_secret: the-secret", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_and_a_user_that_are_there_are_kept_and_the_role_is_brought_up_to_date()
    {
        var result = await Runner(arguments => arguments[1] == "add" ? new(255, "", $"{arguments[0]} '{arguments[2]}' already exists") : Of(arguments.Contains("token") ? Answer : ""))
            .StartAsync("setup", "--apply");

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal(["role add", "role modify", "user add", "acl modify", "user token", "acl modify"], _calls);
    }

    [Fact]
    public async Task A_token_that_is_there_has_no_secret_to_show()
    {
        var result = await Runner(arguments => arguments.Contains("token") ? new(255, "", "Token already exists.\n") : Of("")).StartAsync("setup", "--apply");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains("Token already exists. Name another one, or remove it first.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_goes_to_a_file_that_others_cannot_read()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var result = await Runner(arguments => Of(arguments.Contains("token") ? Answer : "")).StartAsync("setup", "--apply", "--secret-file", file);

            Assert.Equal(ExitCodes.Done, result.ExitCode);
            Assert.Equal("the-secret\n", await File.ReadAllTextAsync(file));
            Assert.DoesNotContain("the-secret", result.Output + result.Error, StringComparison.Ordinal);
            Assert.Contains($"token_secret: file:{file}", result.Output, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
            }

            var again = await Runner(_ => Of("")).StartAsync("setup", "--apply", "--secret-file", file);
            Assert.Equal(ExitCodes.BadInput, again.ExitCode);
            Assert.Contains("is not overwritten", again.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--user", "proxlb")]
    [InlineData("--user", "a'b@pve")]
    [InlineData("--token", "a b")]
    [InlineData("--role", "$(reboot)")]
    [InlineData("--pve-version", "12")]
    public async Task A_name_that_Proxmox_would_not_take_is_refused(string option, string value)
    {
        var result = await HostRunner.RunAsync("setup", option, value);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static ProgramResult Of(string output) => new(0, output, "");

    private HostRunner Runner(Func<IReadOnlyList<string>, ProgramResult> answer) => new()
    {
        Programs = (program, arguments, _) =>
        {
            Assert.Equal("pveum", program);
            _calls.Add($"{arguments[0]} {arguments[1]}");
            return Task.FromResult(answer(arguments));
        },
    };
}
