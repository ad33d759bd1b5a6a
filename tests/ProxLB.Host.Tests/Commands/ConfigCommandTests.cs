namespace ProxLB.Host.Tests.Commands;

public sealed class ConfigCommandTests
{
    [Fact]
    public async Task Check_says_that_a_file_is_correct_and_what_is_worth_knowing()
    {
        using var file = new TemporaryFile("proxmox_api: {hosts: [a], user: a@pam, pass: x, ssl_verification: no}\nbalancing: {enable: true}");

        var result = await HostRunner.RunAsync("config", "check", "--config", file.Path);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal($"{file.Path}: correct, 5 keys set.\n", result.Output);
        Assert.StartsWith("note: proxmox_api.ssl_verification: is false", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enable_ha: yes")]
    [InlineData("schedule: {interval: 6, format: hours}")]
    [InlineData("delay: {enable: yes}")]
    [InlineData("log_level: DEBUG")]
    [InlineData("log_format: json")]
    [InlineData("listen: '127.0.0.1:8080'")]
    [InlineData("origins: ['https://a']")]
    [InlineData("notify: [{webhook: 'https://a/b'}]")]
    public async Task Every_service_key_has_its_effect_so_check_has_nothing_to_say(string key)
    {
        using var file = new TemporaryFile($"proxmox_api: {{hosts: [a], user: a@pam, pass: x}}\nbalancing: {{enable: true}}\nservice:\n  {key}");

        var result = await HostRunner.RunAsync("config", "check", "--config", file.Path);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Empty(result.ErrorLines);
    }

    [Theory]
    [InlineData("listen: '127.0.0.1'", "service.listen")]
    [InlineData("origins: ['a.example/path']", "service.origins[0]")]
    [InlineData("notify: [{webhook: 'ftp://a'}]", "service.notify[0].webhook")]
    [InlineData("notify: [{on: plan}]", "service.notify[0]")]
    [InlineData("notify: [{command: [a], on: [plans]}]", "service.notify[0].on[0]")]
    [InlineData("notify: [{webhook: 'https://a', templat: x}]", "service.notify[0].templat")]
    public async Task A_service_key_that_cannot_be_used_is_named(string key, string place)
    {
        using var file = new TemporaryFile($"proxmox_api: {{hosts: [a], user: a@pam, pass: x}}\nservice:\n  {key}");

        var result = await HostRunner.RunAsync("config", "check", "--config", file.Path);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains($":3: {place}: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_reports_all_mistakes_and_nothing_on_standard_output()
    {
        using var file = new TemporaryFile("proxmox_api: {hosts: [a], user: a@pam, pass: x, retires: 2}\nbalancing: {mode: psy}");

        var result = await HostRunner.RunAsync("config", "check", "--config", file.Path);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal(
            [
                $"error: {file.Path}:1: proxmox_api.retires: this key is not known. Did you mean 'retries'?",
                $"{file.Path}:2: balancing.mode: 'psy' is not known; write one of used, assigned, psi. Did you mean 'psi'?",
            ],
            result.ErrorLines);
    }

    [Fact]
    public async Task Show_prints_each_value_and_where_it_comes_from()
    {
        using var file = new TemporaryFile("""
            proxmox_api: {hosts: [a, b], user: a@pam, pass: s3cret}
            balancing:
              goal: rules-only
              pools: {db: {type: affinity, pin: [a]}}
              enable: yes
            """);

        var result = await HostRunner.RunAsync("config", "show", "--config", file.Path);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        AssertLine(result, "  hosts: [a, b]", "line 1");
        AssertLine(result, "  pass: ********", "line 1");
        AssertLine(result, "  goal: rules-only", "line 3");
        AssertLine(result, "  pools: {db: {type: affinity, pin: [a]}}", "line 4");
        AssertLine(result, "  enable: true", "line 5");
        AssertLine(result, "  balanciness: 10", "default");
        AssertLine(result, "  max_migrations: not set", "default");
        Assert.DoesNotContain("s3cret", result.Output + result.Error, StringComparison.Ordinal);
    }

    private static void AssertLine(HostResult result, string value, string origin) =>
        Assert.Contains(result.Output.Split('\n'), line =>
            line.StartsWith(value + " ", StringComparison.Ordinal) && line.EndsWith($"# {origin}", StringComparison.Ordinal));
}
