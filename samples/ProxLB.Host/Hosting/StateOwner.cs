using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProxLB.Host.Hosting;

/// <summary>Who has the state directory: written beside the lock, so that whoever finds it taken can say by whom.</summary>
/// <param name="Process">The process id.</param>
/// <param name="Command">What it does, such as <c>run</c>.</param>
/// <param name="Address">Where its page is; null if it has none.</param>
internal sealed partial record StateOwner(int Process, string Command, string? Address)
{
    private const string FileName = "owner.json";

    /// <summary>Writes down that this process has the directory; without it, it works all the same.</summary>
    public void Write(string directory)
    {
        try
        {
            File.WriteAllBytes(Path.Combine(directory, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json.Default.StateOwner));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only a message is less clear without it.
        }
    }

    /// <summary>Who took the directory last; null if nobody knows.</summary>
    public static StateOwner? Read(string directory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(directory, FileName)), Json.Default.StateOwner);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What to tell a user who wanted the directory.</summary>
    public static string Describe(string directory) => Read(directory) switch
    {
        { Command: "run", Address: { } address } owner =>
            $"{directory}: the proxlb daemon (process {owner.Process}) migrates guests with this state directory. Do it on its page at {address} or by its API there, or by command while it is stopped: 'systemctl stop proxlb', the command, 'systemctl start proxlb'.",
        { Command: "run" } owner =>
            $"{directory}: the proxlb daemon (process {owner.Process}) migrates guests with this state directory. Migrate by command while it is stopped: 'systemctl stop proxlb', the command, 'systemctl start proxlb'; or give it a page with service.listen.",
        { } owner => $"{directory}: another proxlb (process {owner.Process}, '{owner.Command}') is migrating guests with this state directory. Wait until it has ended, or stop it.",
        null => $"{directory}: another proxlb is migrating guests with this state directory. Wait until it has ended, or stop it.",
    };

    [JsonSerializable(typeof(StateOwner))]
    private sealed partial class Json : JsonSerializerContext;
}
