using ProxLB.SimulatedCluster.World;

namespace ProxLB.SimulatedCluster.Http;

/// <summary>A parameter that a call takes.</summary>
internal sealed record ApiParameter(string Name, string Type)
{
    public bool Required { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    public long? Minimum { get; init; }

    public ClusterVersion Since { get; init; }

    public static ApiParameter Text(string name) => new(name, "string");

    public static ApiParameter Integer(string name) => new(name, "integer");

    public static ApiParameter Number(string name) => new(name, "number");

    public static ApiParameter Flag(string name) => new(name, "boolean");

    public static ApiParameter Choice(string name, params string[] choices) => new(name, "string") { Choices = choices };

    public ApiParameter Mandatory() => this with { Required = true };

    public ApiParameter AtLeast(long minimum) => this with { Minimum = minimum };

    public ApiParameter From(int major, int minor) => this with { Since = new ClusterVersion(major, minor) };
}
