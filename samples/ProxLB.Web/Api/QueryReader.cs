using System.Globalization;
using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Core.Optimization;
using ProxLB.Core.Planning;
using ProxLB.Web.Operation;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Api;

/// <summary>Reads the parameters of questions; each mistake is named with its parameter. What is not known is a mistake too.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    public static PlanWish Plan(IQueryCollection query)
    {
        var reader = new QueryReader(query).Only("goal", "drain", "undrain", "keep", "max", "frontier");
        var wish = new PlanWish
        {
            Goal = reader.Goal(),
            Drain = [.. reader.Texts("drain").Distinct(StringComparer.OrdinalIgnoreCase)],
            Undrain = reader.Text("undrain"),
            Keep = [.. reader.Wholes("keep").Distinct()],
            Most = reader.Whole("max", 0, 100_000),
            Frontier = reader.Flag("frontier"),
        };
        return wish switch
        {
            { Undrain: not null } and ({ Drain.Count: > 0 } or { Goal: not null } or { Keep.Count: > 0 } or { Most: not null }) =>
                throw Problem.BadRequest("undrain: goes with no other parameter."),
            { Drain.Count: > 0, Goal: not null } => throw Problem.BadRequest("drain: is a goal of its own; leave goal out."),
            _ => wish,
        };
    }

    public static NewGuest Guest(IQueryCollection query)
    {
        var reader = new QueryReader(query).Only("memory", "cores", "kind", "disk", "tag", "pool", "count");
        return new NewGuest
        {
            MemoryBytes = reader.Long("memory") ?? throw Problem.BadRequest("memory: say how many bytes of memory the guest needs."),
            CpuCores = reader.Number("cores") ?? 1,
            Kind = reader.Text("kind") switch
            {
                null or "vm" => GuestKind.Vm,
                "container" => GuestKind.Container,
                var other => throw Problem.BadRequest($"kind: '{other}' is neither vm nor container."),
            },
            Disks = [.. reader.Texts("disk").Select(Disk)],
            Tags = reader.Texts("tag"),
            Pool = reader.Text("pool"),
            Count = reader.Whole("count", 1, 1000) ?? 1,
        };
    }

    public static (int Guest, string? Node) Explanation(IQueryCollection query)
    {
        var reader = new QueryReader(query).Only("guest", "node");
        return (reader.Whole("guest", 1, int.MaxValue) ?? throw Problem.BadRequest("guest: say which one, by VMID."), reader.Text("node"));
    }

    public static BalancingGoal? FrontierGoal(IQueryCollection query) => new QueryReader(query).Only("goal").Goal();

    public static bool Guests(IQueryCollection query) => new QueryReader(query).Only("guests").Flag("guests");

    public static int Limit(IQueryCollection query) => new QueryReader(query).Only("limit").Whole("limit", 1, 1000) ?? 50;

    private QueryReader Only(params string[] names)
    {
        var unknown = query.Keys.Except(names, StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? this
            : throw Problem.BadRequest($"{unknown[0]}: there is no such parameter; there are {string.Join(", ", names)}.");
    }

    private BalancingGoal? Goal()
    {
        if (Text("goal") is not { } name)
        {
            return null;
        }

        return GoalNames.Parse(name) is { } goal and not BalancingGoal.Drain
            ? goal
            : throw Problem.BadRequest($"goal: '{name}' is none of target, best, rules-only.");
    }

    private string? Text(string name) => query[name] switch
    {
        [] => null,
        [{ Length: > 0 } text] => text,
        [_] => throw Problem.BadRequest($"{name}: is empty."),
        _ => throw Problem.BadRequest($"{name}: is given twice."),
    };

    private List<string> Texts(string name) =>
        [.. query[name].Select(text => string.IsNullOrEmpty(text) ? throw Problem.BadRequest($"{name}: is empty.") : text)];

    private int? Whole(string name, int least, int most) => Text(name) is { } text ? Whole(name, text, least, most) : null;

    private List<int> Wholes(string name) => [.. Texts(name).Select(text => Whole(name, text, 1, int.MaxValue))];

    private static int Whole(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Problem.BadRequest($"{name}: '{text}' is no whole number from {least} to {most}.");

    private long? Long(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Problem.BadRequest($"{name}: '{text}' is no number of bytes.");
    }

    private double? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Problem.BadRequest($"{name}: '{text}' is no number above 0.");
    }

    private bool Flag(string name) => Text(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        var other => throw Problem.BadRequest($"{name}: '{other}' is neither true nor false."),
    };

    private static GuestDisk Disk(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new(text[..colon], bytes)
            : throw Problem.BadRequest($"disk: '{text}' is not written as STORAGE:BYTES.");
    }
}
