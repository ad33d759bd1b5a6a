using ProxLB.Core.Cluster;
using ProxLB.Core.Rules.Ha;

namespace ProxLB.Core.Tests.Rules.Ha;

/// <summary>The HA manager's choice of a node for guest 100 on nodes 1 to 4.</summary>
public class HaNodeChoiceTests
{
    private const string All = "1234";

    /// <summary>
    /// Node rule (<c>!</c> strict, <c>-</c> the nodes to avoid), failback, online nodes, current node,
    /// the nodes of its peers that stay with it, and of those that stay apart (<c>1&gt;2</c>: on the way), chosen node (<c>-</c>: none).
    /// </summary>
    public static TheoryData<string, bool, string, int, string, string, string> Rounds => new()
    {
        // No rule: a guest stays anywhere; without its node it takes the first by name.
        { "", true, All, 1, "", "", "1" },
        { "", true, All, 4, "", "", "4" },
        { "", false, All, 3, "", "", "3" },
        { "", true, "234", 1, "", "", "2" },
        { "", false, "34", 1, "", "", "3" },
        { "", true, "", 1, "", "", "-" },
        { "", false, "", 1, "", "", "-" },

        // Priorities with failback: the highest class that is online, nothing else.
        { "1:2 2:1", true, All, 1, "", "", "1" },
        { "1:2 2:1", true, All, 2, "", "", "1" },
        { "1:2 2:1", true, All, 3, "", "", "1" },
        { "1:2 2:1", true, "234", 2, "", "", "2" },
        { "1:2 2:1", true, "234", 3, "", "", "2" },
        { "1:2 2:1", true, "234", 1, "", "", "2" },
        { "1:2 2:1", true, "34", 3, "", "", "3" },
        { "1:2 2:1", true, "34", 4, "", "", "4" },
        { "1:2 2:1", true, "34", 1, "", "", "3" },
        { "1 2:5", true, All, 1, "", "", "2" },

        // Priorities without failback: any allowed node will do.
        { "1:2 2:1", false, All, 2, "", "", "2" },
        { "1:2 2:1", false, All, 4, "", "", "4" },
        { "1:2 2:1", false, "234", 1, "", "", "2" },
        { "1:2 2:1", false, "34", 1, "", "", "3" },

        // Strict.
        { "!1:2 2:1", true, All, 1, "", "", "1" },
        { "!1:2 2:1", true, All, 2, "", "", "1" },
        { "!1:2 2:1", true, All, 3, "", "", "1" },
        { "!1:2 2:1", true, "234", 3, "", "", "2" },
        { "!1:2 2:1", true, "34", 3, "", "", "-" },
        { "!1:2 2:1", true, "34", 1, "", "", "-" },
        { "!1:2 2:1", false, All, 2, "", "", "2" },
        { "!1:2 2:1", false, All, 3, "", "", "1" },
        { "!1:2 2:1", false, "34", 3, "", "", "-" },

        // One priority.
        { "1 2", true, All, 2, "", "", "2" },
        { "1 2", true, All, 3, "", "", "1" },
        { "1 2", false, All, 3, "", "", "3" },
        { "!1 2", false, All, 3, "", "", "1" },

        // Nodes to avoid.
        { "-1", true, All, 1, "", "", "2" },
        { "-1", true, All, 3, "", "", "3" },
        { "-1", true, "1", 1, "", "", "1" },
        { "-1", false, All, 1, "", "", "1" },
        { "!-1", true, All, 1, "", "", "2" },
        { "!-1", true, "14", 1, "", "", "4" },
        { "!-1", true, "1", 1, "", "", "-" },
        { "!-1", false, All, 1, "", "", "2" },

        // Guests that stay together.
        { "", true, All, 1, "1", "", "1" },
        { "", true, All, 1, "2", "", "2" },
        { "", true, All, 1, "3 2", "", "2" },
        { "", true, All, 1, "3 3 2", "", "3" },
        { "", true, All, 1, "1 2 2", "", "2" },
        { "", true, All, 1, "1>2", "", "2" },
        { "", true, All, 2, "1>2", "", "2" },
        { "", true, "123", 1, "4", "", "1" },
        { "", true, "234", 1, "3", "", "3" },
        { "", false, All, 1, "2", "", "1" },
        { "1 2", true, All, 1, "2", "", "2" },
        { "1 2", true, All, 3, "3", "", "1" },
        { "1 2", true, All, 1, "3 3", "", "1" },
        { "1 2", false, All, 3, "3", "", "3" },
        { "!1 2", true, All, 3, "3", "", "1" },
        { "!1 2", false, All, 3, "3", "", "1" },

        // Guests that stay apart.
        { "", true, All, 1, "", "2", "1" },
        { "", true, All, 1, "", "1", "2" },
        { "", true, All, 1, "", "1>2", "3" },
        { "", true, All, 1, "", "3>1", "2" },
        { "", true, All, 1, "", "1 2 3", "4" },
        { "", true, "12", 1, "", "1 2", "-" },
        { "", false, All, 1, "", "1", "2" },
        { "", false, All, 1, "", "2", "1" },
        { "1", true, All, 1, "", "1", "-" },
        { "1", true, All, 2, "", "1", "-" },
        { "!1 2", true, All, 1, "", "1", "2" },

        // Both: a peer on a forbidden node draws no one there.
        { "", true, All, 1, "2", "2", "1" },
        { "", true, All, 2, "2", "2", "1" },
        { "", false, All, 2, "2", "2", "2" },
    };

    /// <summary>What it is chosen for, node rule, failback, online nodes, current node, facts of the guest and scores, chosen node.</summary>
    public static TheoryData<string, string, bool, string, int, string, string> Others => new()
    {
        // Among equals the score decides, then the name.
        { "Stay", "", true, "234", 1, "score 2=5 3=1 4=3", "3" },
        { "Stay", "1 2", true, All, 3, "score 1=9", "2" },
        { "Stay", "1:2 2:1", true, "34", 1, "score 3=2 4=1", "4" },
        { "Stay", "", true, All, 2, "score 1=-5", "2" },

        // The node it left for a maintenance.
        { "Stay", "", true, All, 2, "maintenance 1", "1" },
        { "Stay", "", true, "234", 2, "maintenance 1", "2" },
        { "Stay", "2", true, All, 2, "maintenance 1", "2" },
        { "Stay", "", false, All, 2, "maintenance 1", "2" },
        { "Stay", "", true, All, 2, "apart 1 maintenance 1", "2" },

        // After a failed start.
        { "TryNext", "", true, All, 1, "failed 1", "2" },
        { "TryNext", "", true, All, 1, "failed 1 2", "3" },
        { "TryNext", "", true, All, 1, "failed 1 2 3 4", "-" },
        { "TryNext", "", false, All, 1, "failed 1", "2" },
        { "TryNext", "1:2 2:1", true, All, 1, "failed 1", "-" },
        { "Stay", "", true, All, 1, "failed 1", "1" },

        // A recovery.
        { "Best", "", true, All, 2, "", "1" },
        { "Best", "", true, All, 2, "score 3=-1", "3" },
        { "Best", "", true, All, 2, "together 3", "3" },
        { "Best", "", true, All, 2, "apart 1 2", "3" },
        { "Best", "", true, All, 2, "maintenance 4", "4" },
        { "Best", "!2:1 3", true, "134", 2, "", "3" },
    };

    [Theory]
    [MemberData(nameof(Rounds))]
    public void A_round_of_the_HA_manager(string rule, bool failback, string online, int current, string together, string apart, string chosen) =>
        Check("Stay", rule, failback, online, current, $"together {together} apart {apart}", chosen);

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_choice_of_the_HA_manager(string choice, string rule, bool failback, string online, int current, string facts, string chosen) =>
        Check(choice, rule, failback, online, current, facts, chosen);

    private static void Check(string choice, string rule, bool failback, string online, int current, string facts, string chosen)
    {
        var told = Words(facts);
        var together = Places(told["together"]);
        var apart = Places(told["apart"]);
        var guest = Facts.HaGuest(100, Name(current), failback) with
        {
            HaMaintenanceNode = told["maintenance"].Select(word => $"n{word}").FirstOrDefault(),
            HaFailedNodes = [.. told["failed"].Select(word => $"n{word}")],
        };
        Guest[] guests =
        [
            guest,
            .. together.Select((place, number) => Facts.HaGuest(101 + number, Name(place.On))),
            .. apart.Select((place, number) => Facts.HaGuest(201 + number, Name(place.On))),
        ];
        var rules = new List<HaRule>();
        if (rule.Length > 0)
        {
            rules.Add(NodeRule(rule));
        }

        if (together.Length > 0)
        {
            rules.Add(Facts.Together("together", [100, .. together.Select((_, number) => 101 + number)]));
        }

        if (apart.Length > 0)
        {
            rules.Add(Facts.Apart("apart", [100, .. apart.Select((_, number) => 201 + number)]));
        }

        var cluster = Facts.Snapshot(Facts.Nodes("n1", "n2", "n3", "n4"), guests) with { Ha = new HaFacts { Rules = rules } };
        var model = Facts.Ha(cluster);
        Assert.Empty(model.DroppedRules);
        var scores = new double[4];
        foreach (var word in told["score"])
        {
            scores[word[0] - '1'] = double.Parse(word[2..]);
        }

        var situation = new HaSituation(
            [.. Enumerable.Range(1, 4).Select(node => online.Contains((char)('0' + node)))],
            [current - 1, .. together.Concat(apart).Select(place => place.On - 1)],
            [-1, .. together.Concat(apart).Select(place => place.To - 1)],
            scores);
        var node = new HaNodeChoice(model).Select(0, situation, Enum.Parse<HaChoice>(choice));
        Assert.Equal(chosen, node < 0 ? "-" : $"{node + 1}");
    }

    private static string Name(int node) => $"n{node}";

    private static HaRule NodeRule(string text)
    {
        var strict = text.StartsWith('!');
        text = text.TrimStart('!');
        var avoid = text.StartsWith('-');
        return Facts.NodeAffinity("nodes", [100], [.. text.TrimStart('-').Split(' ').Select(node => $"n{node}")]) with
        {
            Strict = strict,
            Affinity = avoid ? HaAffinity.Negative : HaAffinity.Positive,
        };
    }

    private static (int On, int To)[] Places(List<string> words) =>
        [.. words.Select(word => (word[0] - '0', word.Length > 1 ? word[2] - '0' : 0))];

    private static Dictionary<string, List<string>> Words(string facts)
    {
        var told = new Dictionary<string, List<string>> { ["together"] = [], ["apart"] = [], ["maintenance"] = [], ["failed"] = [], ["score"] = [] };
        var list = told["score"];
        foreach (var word in facts.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (told.TryGetValue(word, out var named))
            {
                list = named;
            }
            else
            {
                list.Add(word);
            }
        }

        return told;
    }
}
