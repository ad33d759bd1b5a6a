using ProxLB.Web.Tests.Kit;

namespace ProxLB.Web.Tests.Api;

/// <summary>The stream of events.</summary>
public class EventTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_state_comes_at_once_and_a_run_is_told_to_its_end()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        using var reader = new StreamReader(await user.StreamAsync("api/v1/events"));
        var (first, _) = await NextAsync(reader);
        var plan = await site.Operator.PlanAsync();

        await user.PostAsync("api/v1/apply", new { plan = plan.Id });
        var kinds = new List<string>();
        while (!kinds.Contains("planEnded"))
        {
            var (name, data) = await NextAsync(reader);
            if (name == "progress")
            {
                kinds.Add(data.GetProperty("kind").GetString()!);
            }
        }

        Assert.Equal("state", first);
        Assert.Equal(plan.Plan.Migrations.Count, kinds.Count(kind => kind == "stepStarted"));
        Assert.Equal(plan.Plan.Migrations.Count, kinds.Count(kind => kind == "stepEnded"));
    }

    [Fact]
    public async Task Who_loses_the_right_to_look_is_told_and_the_stream_ends()
    {
        await using var site = await WebSite.StartAsync(TestClusters.OneHotNode());
        using var user = await site.UserAsync();
        using var reader = new StreamReader(await user.StreamAsync("api/v1/events"));
        await NextAsync(reader);
        site.Cluster.ExpireTickets();

        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var (name, data) = await NextAsync(reader);
        while (name == "state")
        {
            (name, data) = await NextAsync(reader);
        }

        Assert.Equal(("denied", "expired"), (name, data.GetProperty("code").GetString()));
        Assert.Equal("", (await reader.ReadToEndAsync().WaitAsync(Patience)).Trim());
    }

    private static async Task<(string Name, System.Text.Json.JsonElement Data)> NextAsync(StreamReader reader)
    {
        string? name = null;
        while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (name!, System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(line["data: ".Length..]));
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }
}
