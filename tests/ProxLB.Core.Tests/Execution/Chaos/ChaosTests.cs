using System.Globalization;

namespace ProxLB.Core.Tests.Execution.Chaos;

public sealed class ChaosTests
{
    /// <summary>Set it to live through more seeds than those of every test run.</summary>
    private const string SeedsVariable = "PROXLB_CHAOS_SEEDS";

    [Fact]
    public void Whatever_happens_nothing_is_lost_doubled_or_beyond_the_limits()
    {
        var seeds = int.TryParse(Environment.GetEnvironmentVariable(SeedsVariable), CultureInfo.InvariantCulture, out var more) ? more : 1000;
        var (kills, started) = (0, 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            using var run = new ChaosRun(seed);
            try
            {
                var violations = run.Live();
                Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
            }
            catch (Exception exception)
            {
                var last = string.Join(Environment.NewLine, run.Events.TakeLast(40).Select(happened => $"{happened.At:T} {happened.Kind} {happened.Message}"));
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}{Environment.NewLine}{last}", exception);
            }

            kills += run.Kills;
            started += run.Started;
        }

        Assert.True(kills > seeds / 2, $"Only {kills} kills.");
        Assert.True(started > seeds * 4, $"Only {started} migrations.");
    }

    [Fact]
    public void The_same_seed_is_the_same_life()
    {
        for (var seed = 1; seed <= 15; seed++)
        {
            var lives = new List<string[]>();
            for (var life = 0; life < 2; life++)
            {
                using var run = new ChaosRun(seed);
                run.Live();
                lives.Add([.. run.Events.Select(happened => $"{happened.At:O} {happened.Message}")]);
            }

            Assert.NotEmpty(lives[0]);
            Assert.Equal(lives[0], lives[1]);
        }
    }
}
