using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ProxLB.Core.Analysis;
using ProxLB.Core.Cluster;
using ProxLB.Host.Configuration;

namespace ProxLB.Host.Commands;

/// <summary>Options that say what a new guest is like.</summary>
internal sealed class NewGuestOptions
{
    private const int MostGuests = 1000;

    /// <summary>A small guest: one core and 1 GiB. With no size at all, all nodes would be equally good.</summary>
    public static NewGuest Standard { get; } = new() { CpuCores = 1, MemoryBytes = 1L << 30 };

    private readonly Option<double> _cores = new("--cores")
    {
        Description = "Its cores",
        HelpName = "N",
        DefaultValueFactory = _ => Standard.CpuCores,
        CustomParser = result => Number<double>(result, "a number of cores, at least 0", text =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cores) ? cores : null),
    };

    private readonly Option<long> _memory = new("--memory")
    {
        Description = "Its memory, such as 8GiB; a bare number is GiB (default: 1GiB)",
        HelpName = "SIZE",
        CustomParser = result => Number<long>(result, "a size such as 512MiB or 8GiB", text => QuantityText.TryBytes(text, out var bytes) ? bytes : null),
    };

    private readonly Option<GuestDisk[]> _disks = new("--disk")
    {
        Description = "A disk and its storage, such as local-zfs:100GiB; may be repeated",
        HelpName = "STORAGE:SIZE",
        CustomParser = Disks,
    };

    private readonly Option<GuestKind> _kind = new("--kind")
    {
        Description = "vm or ct",
        HelpName = "vm|ct",
        CustomParser = result => ChoiceParser.Parse(result, ("vm", GuestKind.Vm), ("ct", GuestKind.Container)),
    };

    private readonly Option<string[]> _tags = new("--tags") { Description = "Its tags, with commas between; those that make rules are heeded", HelpName = "TAGS" };
    private readonly Option<string?> _pool = new("--pool") { Description = "Its pool", HelpName = "POOL" };

    private readonly Option<int> _count = new("--count")
    {
        Description = "How many of them, placed together",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => Number<int>(result, $"a whole number from 1 to {MostGuests}", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostGuests ? count : null),
    };

    public void AddTo(Command command)
    {
        command.Add(_cores);
        command.Add(_memory);
        command.Add(_disks);
        command.Add(_kind);
        command.Add(_tags);
        command.Add(_pool);
        command.Add(_count);
    }

    /// <summary>The guest that the arguments describe.</summary>
    /// <exception cref="Errors.UserErrorException">The cluster does not have a storage of it.</exception>
    public NewGuest Read(ParseResult parsed, ClusterSnapshot facts) => new()
    {
        Kind = parsed.GetValue(_kind),
        CpuCores = parsed.GetValue(_cores),
        MemoryBytes = parsed.GetResult(_memory) is null ? Standard.MemoryBytes : parsed.GetValue(_memory),
        Disks = [.. (parsed.GetValue(_disks) ?? []).Select(disk => disk with { Storage = KnownNames.Storage(disk.Storage, facts) })],
        Tags = [.. (parsed.GetValue(_tags) ?? []).SelectMany(tags => tags.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        Pool = parsed.GetValue(_pool),
        Count = parsed.GetValue(_count),
    };

    private static T Number<T>(ArgumentResult result, string expected, Func<string, T?> parse)
        where T : struct
    {
        var written = result.Tokens[^1].Value;
        if (parse(written) is { } number)
        {
            return number;
        }
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: '{written}' is not {expected}");
        return default;
    }

    private static GuestDisk[] Disks(ArgumentResult result)
    {
        var disks = new List<GuestDisk>();
        foreach (var token in result.Tokens)
        {
            var colon = token.Value.LastIndexOf(':');
            if (colon > 0 && QuantityText.TryBytes(token.Value[(colon + 1)..], out var bytes))
            {
                disks.Add(new(token.Value[..colon], bytes));
            }
            else
            {
                result.AddError($"--disk: '{token.Value}' is not STORAGE:SIZE; write for example local-zfs:100GiB");
            }
        }
        return [.. disks];
    }
}
