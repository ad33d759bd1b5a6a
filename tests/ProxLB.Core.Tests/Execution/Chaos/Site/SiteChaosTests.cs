using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace ProxLB.Core.Tests.Execution.Chaos.Site;

/// <summary>The executor over the real adapter and the simulated cluster with its HA manager, in simulated time.</summary>
public sealed class SiteChaosTests(ITestOutputHelper output)
{
    /// <summary>Set it to <c>COUNT</c> or <c>COUNT@FIRST</c> to live through more seeds than those of every test run, or through others.</summary>
    private const string SeedsVariable = "PROXLB_SITE_SEEDS";

    [Fact]
    public void Whatever_others_do_and_whatever_breaks_no_action_of_ours_breaks_a_rule_or_a_limit()
    {
        var (seeds, first) = Seeds();
        var failures = new ConcurrentBag<string>();
        var (kills, started, unseen) = (0, 0, 0);
        Parallel.For(first, first + seeds, seed =>
        {
            using var run = new SiteRun(seed);
            try
            {
                foreach (var violation in run.Live().Take(3))
                {
                    failures.Add($"Seed {seed}: {violation}");
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Add($"Seed {seed}: {exception}");
            }

            Interlocked.Add(ref kills, run.Kills);
            Interlocked.Add(ref started, run.Started);
            Interlocked.Add(ref unseen, run.Unseen);
        });

        output.WriteLine($"{seeds} lives, {kills} kills, {started} migrations; {unseen} met what others had changed since the check.");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal).Take(40).Prepend($"{failures.Count} failures.")));
        Assert.True(kills > seeds / 5, $"Only {kills} kills.");
        Assert.True(started > seeds * 2, $"Only {started} migrations.");
    }

    [Fact]
    public void The_same_seed_is_the_same_life()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var lives = new List<string[]>();
            for (var life = 0; life < 2; life++)
            {
                using var run = new SiteRun(seed);
                run.Live();
                lives.Add([.. run.Events.Select(happened => $"{happened.At:O} {happened.Message}")]);
            }

            Assert.NotEmpty(lives[0]);
            Assert.Equal(lives[0], lives[1]);
        }
    }

    private static (int Count, int First) Seeds()
    {
        var parts = (Environment.GetEnvironmentVariable(SeedsVariable) ?? "").Split('@');
        var count = int.TryParse(parts[0], CultureInfo.InvariantCulture, out var more) ? more : 1000;
        return (count, parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
    }
}
